package org.enfilade.it;

import jakarta.enterprise.event.Observes;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;

/** The least that can be served, for tests of what is around it. */
final class EchoApplication {
    private EchoApplication() {}

    @NamespaceEndpoint("/")
    static class Echo {
        String echo(@Observes @On("echo") String text) {
            return text;
        }
    }
}
