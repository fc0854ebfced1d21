package org.enfilade.junit.shop;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Stands for a database. */
@ApplicationScoped
public class Repository {
    public List<String> of(String shop) {
        throw new IllegalStateException("there is no database in a test");
    }
}
