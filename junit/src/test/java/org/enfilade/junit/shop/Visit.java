package org.enfilade.junit.shop;

import jakarta.enterprise.context.RequestScoped;

@RequestScoped
public class Visit {
    private int count;

    public int count() {
        return ++count;
    }
}
