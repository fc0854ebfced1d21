package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.enfilade.DisconnectReason;
import org.enfilade.Transport;
import org.enfilade.internal.log.Log;

/** Who wants to know of the upgrade and the end of one connection. Safe for use by any thread. */
final class ConnectionListeners {
    private final MailboxExecutor executor;
    private final Caller caller;
    // guarded by this
    private List<Consumer<Transport>> ofUpgrade = List.of();
    private List<Consumer<DisconnectReason>> ofEnd = List.of();
    private boolean upgraded;
    /** {@code null} until it has ended. */
    private DisconnectReason ended;
    /** Made for the first one that is called. */
    private Mailbox mailbox;

    ConnectionListeners(MailboxExecutor executor, Caller caller) {
        this.executor = executor;
        this.caller = caller;
    }

    void onUpgrade(Consumer<Transport> listener) {
        Objects.requireNonNull(listener);
        synchronized (this) {
            if (!upgraded) {
                ofUpgrade = with(ofUpgrade, listener);
                return;
            }
        }
        call(listener, Transport.WEBSOCKET);
    }

    void onClose(Consumer<DisconnectReason> listener) {
        Objects.requireNonNull(listener);
        DisconnectReason reason;
        synchronized (this) {
            reason = ended;
            if (reason == null) {
                ofEnd = with(ofEnd, listener);
                return;
            }
        }
        call(listener, reason);
    }

    private static <T> List<T> with(List<T> before, T one) {
        List<T> all = new ArrayList<>(before);
        all.add(one);
        return all;
    }

    /** The connection uses a WebSocket now. */
    void upgraded() {
        List<Consumer<Transport>> told;
        synchronized (this) {
            upgraded = true;
            told = ofUpgrade;
            ofUpgrade = List.of();
        }
        told.forEach(listener -> call(listener, Transport.WEBSOCKET));
    }

    /**
     * The connection has ended.
     *
     * @param left its sockets, whose last handlers come first
     */
    void closed(DisconnectReason reason, List<ServerSocket> left) {
        List<Consumer<DisconnectReason>> told;
        synchronized (this) {
            ended = reason;
            told = ofEnd;
            ofEnd = List.of();
            ofUpgrade = List.of();
        }
        if (told.isEmpty()) {
            return;
        }
        AtomicInteger missing = new AtomicInteger(left.size() + 1);
        Runnable oneLess = () -> {
            if (missing.decrementAndGet() == 0) {
                told.forEach(listener -> call(listener, reason));
            }
        };
        left.forEach(socket -> socket.atLast(oneLess));
        oneLess.run();
    }

    private <T> void call(Consumer<T> listener, T what) {
        mailbox().add(() -> {
            try {
                listener.accept(what);
            } catch (RuntimeException | Error e) {
                Log.error("A listener of a connection failed", e);
            }
        });
    }

    private synchronized Mailbox mailbox() {
        if (mailbox == null) {
            mailbox = new Mailbox(
                    executor,
                    caller.identity(),
                    reason -> Log.error("The listeners of a connection could not be called: " + reason));
        }
        return mailbox;
    }
}
