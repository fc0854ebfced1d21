package org.enfilade.it;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.enfilade.Arg;
import org.enfilade.Disconnect;
import org.enfilade.DisconnectReason;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.Of;
import org.enfilade.On;
import org.enfilade.ServerOptions;
import org.enfilade.Socket;
import org.enfilade.SocketIO;

/** What {@link SlowReaderTests} deploy: a feed, and a namespace that commands and watches it. */
final class SlowReaderApplication {
    static final int OUTBOX_BYTES = 256 * 1_024;

    private SlowReaderApplication() {}

    @NamespaceEndpoint("/feed")
    static class Feed {
        @Inject
        @Of("/control")
        Namespace control;

        void configure(@Observes ServerOptions.Builder options) {
            options.outboxMaxBytes(OUTBOX_BYTES);
        }

        void left(@Observes @Disconnect DisconnectReason reason, Socket socket) {
            control.emit("left", socket.id(), reason.name());
        }
    }

    @NamespaceEndpoint("/control")
    static class Control {
        @Inject
        SocketIO io;

        @Inject
        @Of("/feed")
        Namespace feed;

        /** Broadcasts numbered items of 1, 2, 4 and 8 KiB. */
        int broadcast(@Observes @On("broadcast") int from, @Arg(1) int count) {
            for (int number = from; number < from + count; number++) {
                feed.emit("item", number, "x".repeat(1_024 << number % 4));
            }
            return count;
        }

        int connections(@Observes @On("connections") Socket socket) {
            return io.connectionCount();
        }
    }
}
