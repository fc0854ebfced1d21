package org.enfilade.internal.web;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.enfilade.spi.ClusterBusProvider;

/** The server, for those who look for its cluster. */
public record ClusterSite(String application) implements ClusterBusProvider.Site {
    @Override
    public <T> Optional<T> lookup(String name, Class<T> type) {
        try {
            Object found = new InitialContext().lookup(name);
            return type.isInstance(found) ? Optional.of(type.cast(found)) : Optional.empty();
        } catch (NamingException absent) {
            return Optional.empty();
        }
    }
}
