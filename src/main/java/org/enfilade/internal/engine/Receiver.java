package org.enfilade.internal.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.text.Base64Text;

/** Takes the packets of a session apart by their type, and hands messages on, one at a time. */
final class Receiver {
    private final SessionState state;
    private final SessionEvents session;
    private final Heartbeat heartbeat;
    private final SessionListener listener;
    private final AtomicBoolean receiving = new AtomicBoolean();

    Receiver(SessionState state, SessionEvents session, Heartbeat heartbeat, SessionListener listener) {
        this.state = state;
        this.session = session;
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
            case 'b' -> message(from, Base64Text.decode(packet, 1));
            case '3' -> heartbeat.pong();
            case '1' -> from.closedByPeer();
            case '6' -> {}
            default -> session.end(CloseReason.PROTOCOL_VIOLATION, Reproach.of("no packet of Engine.IO"));
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
