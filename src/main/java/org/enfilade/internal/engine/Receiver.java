package org.enfilade.internal.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.internal.log.Log;

/** Takes the packets of a session apart by their type, and hands messages on, one at a time. */
final class Receiver {
    private final SessionState state;
    private final SessionEvents session;
    private final Dialect dialect;
    private final Heartbeat heartbeat;
    private final SessionListener listener;
    private final AtomicBoolean receiving = new AtomicBoolean();

    Receiver(
            SessionState state, SessionEvents session, Dialect dialect, Heartbeat heartbeat, SessionListener listener) {
        this.state = state;
        this.session = session;
        this.dialect = dialect;
        this.heartbeat = heartbeat;
        this.listener = listener;
    }

    void packet(Transport from, String packet) {
        char type = packet.isEmpty() ? 0 : packet.charAt(0);
        if (type != '3') {
            heartbeat.alive();
        }
        switch (type) {
            case '4' -> text(from, packet);
            // On polling always, on a WebSocket from clients that are told to (forceBase64).
            case 'b' -> base64(from, dialect.base64(packet));
            case '2' -> inOrder(heartbeat.ping(packet));
            case '3' -> inOrder(heartbeat.pong());
            case '1' -> from.closedByPeer();
            case '6' -> {}
            default -> inOrder(false);
        }
    }

    private void inOrder(boolean isPacket) {
        if (!isPacket) {
            session.end(CloseReason.PROTOCOL_VIOLATION, Reproach.NO_PACKET);
        }
    }

    private void base64(Transport from, byte[] message) {
        if (message == null) {
            inOrder(false);
        } else {
            message(from, message);
        }
    }

    private void text(Transport from, String packet) {
        if (begin(from)) {
            try {
                listener.text(packet.substring(1));
            } catch (RuntimeException | Error e) {
                failed(e);
            } finally {
                receiving.set(false);
            }
        }
    }

    void binary(Transport from, byte[] packet) {
        heartbeat.alive();
        message(from, packet);
    }

    private void message(Transport from, byte[] packet) {
        if (begin(from)) {
            try {
                listener.binary(packet);
            } catch (RuntimeException | Error e) {
                failed(e);
            } finally {
                receiving.set(false);
            }
        }
    }

    /** The client may wait for what would have come of it. */
    private void failed(Throwable failure) {
        Log.error("A message of a client could not be handled", failure);
        session.abort(Reproach.of("a message of it could not be handled"));
    }

    /** Whether the listener is told now. */
    private boolean begin(Transport from) {
        if (!state.isOpen() || state.transport() != from) {
            return false;
        }
        boolean free = receiving.compareAndSet(false, true);
        if (!free) {
            session.end(CloseReason.PROTOCOL_VIOLATION, Reproach.of("two messages at once"));
        }
        return free;
    }
}
