package org.enfilade.it;

import jakarta.enterprise.event.Observes;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.NonBlocking;
import org.enfilade.On;
import org.enfilade.Socket;

/** Tells everybody, and leaves its thread interrupted, as a handler does that has caught an InterruptedException. */
final class InterruptedApplication {
    private InterruptedApplication() {}

    @NamespaceEndpoint("/")
    static class Tells {
        String tell(@Observes @On("tell") String what, Socket socket) {
            return told(what, socket);
        }

        @NonBlocking
        String tellAtOnce(@Observes @On("tell at once") String what, Socket socket) {
            return told(what, socket);
        }

        private static String told(String what, Socket socket) {
            socket.namespace().emit("told", what);
            Thread.currentThread().interrupt();
            return what;
        }
    }
}
