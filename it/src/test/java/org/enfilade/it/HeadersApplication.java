package org.enfilade.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.OnHeaders;
import org.enfilade.OnInitialHeaders;
import org.enfilade.ResponseHeaders;

/** Adds headers to its answers. */
final class HeadersApplication {
    private HeadersApplication() {}

    @NamespaceEndpoint("/")
    static class Main {}

    @ApplicationScoped
    static class Observers {
        void first(@Observes @OnInitialHeaders ResponseHeaders headers) {
            headers.add("Set-Cookie", "seen=yes; Path=/");
        }

        void each(@Observes @OnHeaders ResponseHeaders headers) {
            headers.request().header("X-Ask").ifPresent(value -> headers.set("X-Answer", value));
        }
    }
}
