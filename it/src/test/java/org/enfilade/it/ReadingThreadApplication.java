package org.enfilade.it;

import jakarta.enterprise.event.Observes;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.NonBlocking;
import org.enfilade.On;

/** Says on which thread it is called. */
final class ReadingThreadApplication {
    private ReadingThreadApplication() {}

    @NamespaceEndpoint("/")
    static class Threads {
        @NonBlocking
        String thread(@Observes @On("thread") String text) {
            return Thread.currentThread().getName();
        }
    }
}
