package org.enfilade.internal.namespace;

import org.enfilade.Ack;
import org.enfilade.EventRefused;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.packet.Packet;

/**
 * The events of one socket on their way to the application: one after the other by its {@link Mailbox}, through the
 * middleware to the run-time listeners and the handlers.
 */
final class EventIntake {
    /** How the socket acknowledges. */
    interface Acks {
        Ack<Object> of(long id);
    }

    private static final String TOO_MANY = "too many events";

    private final Socket socket;
    private final NamespaceHandler handler;
    private final JsonBinding binding;
    private final Mailbox mailbox;
    private final Inbox inbox;
    private final Acks acks;
    private final boolean explains;
    /** {@code null} if the socket may send what it likes. */
    private final EventGate gate;

    private volatile Listeners listeners;
    /**
     * Whether events come to nothing: at once when the server ends the membership or the connection, else when all
     * those have been handled that came before the client left.
     */
    private volatile boolean silenced;

    /**
     * That of a socket.
     *
     * @param inbox counts the events of its connection
     * @param explains whether a client is told what is otherwise silent
     * @param gate counts the events of this socket; {@code null} if it may send what it likes
     */
    EventIntake(
            Socket socket,
            NamespaceHandler handler,
            JsonBinding binding,
            Mailbox mailbox,
            Inbox inbox,
            Acks acks,
            boolean explains,
            EventGate gate) {
        this.socket = socket;
        this.handler = handler;
        this.binding = binding;
        this.mailbox = mailbox;
        this.inbox = inbox;
        this.acks = acks;
        this.explains = explains;
        this.gate = gate;
    }

    /** The listeners that were added at run time; made when they are first asked for. */
    Listeners listeners() {
        Listeners added = listeners;
        if (added == null) {
            synchronized (this) {
                added = listeners;
                if (added == null) {
                    added = new Listeners();
                    listeners = added;
                }
            }
        }
        return added;
    }

    /** The same, {@code null} if nobody has asked for them. */
    Listeners listenersOrNull() {
        return listeners;
    }

    /** Takes an event from the client; {@code false} if too many wait already. */
    boolean receive(Packet.Event packet) {
        EventRates.Verdict verdict = gate == null
                ? EventRates.Verdict.PASSES
                : gate.judge(packet.payload().name());
        return switch (verdict) {
            case PASSES -> take(packet);
            case REFUSED -> refuse(packet);
            case DROPPED, DISCONNECTS -> true;
        };
    }

    private boolean take(Packet.Event packet) {
        if (mayRunHere(packet.payload().name())
                && mailbox.runNow(() -> dispatch(JsonEvent.of(binding, packet), packet.ackId()))) {
            return true;
        }
        if (!inbox.take(packet.length())) {
            return false;
        }
        mailbox.add(new WaitingEvent(this, packet, inbox));
        return true;
    }

    /** In its turn, so that an answer comes after those to the events before it. */
    private boolean refuse(Packet.Event packet) {
        if (!inbox.take(packet.length())) {
            return false;
        }
        WaitingEvent waiting = new WaitingEvent(this, packet, inbox);
        mailbox.add(waiting.then(() -> {
            if (!silenced) {
                refused(JsonEvent.of(binding, packet), acks.of(packet.ackId()), new EventRefused(TOO_MANY));
            }
        }));
        return true;
    }

    /** Middleware and run-time listeners have promised nothing, and middleware may turn the event into another one. */
    private boolean mayRunHere(String event) {
        return listeners == null && !handler.filtersEvents() && handler.isNonBlocking(event);
    }

    /** Handles an event whose turn it is, or begins to. */
    void handle(WaitingEvent waiting) {
        if (silenced) {
            return;
        }
        SocketEvent event = JsonEvent.of(binding, waiting.packet());
        long ackId = waiting.packet().ackId();
        if (!handler.filtersEvents()) {
            dispatch(event, ackId);
            return;
        }
        var filtered = handler.filter(socket, event).toCompletableFuture();
        if (filtered.isDone() && !filtered.isCompletedExceptionally()) {
            dispatch(filtered.join(), ackId);
        } else {
            waiting.keep();
            filtered.whenComplete((passed, refusal) -> mailbox.add(waiting.then(() -> {
                if (refusal == null) {
                    dispatch(passed, ackId);
                } else if (!silenced) {
                    refused(event, acks.of(ackId), refusal);
                }
            })));
        }
    }

    private void dispatch(SocketEvent event, long ackId) {
        if (silenced) {
            return;
        }
        Ack<Object> ack = acks.of(ackId);
        Listeners added = listeners;
        boolean handled = added != null && added.callAny(event, ack, this::listenerFailed);
        handled |= handler.event(socket, event, ack);
        handled |= added != null && added.call(event, ack, this::listenerFailed);
        if (!handled) {
            Log.debug(() ->
                    "Nobody handles the event " + LogText.quote(event.name()) + " from " + SocketLabel.of(socket));
            explain(
                    ack,
                    "nobody handles the event \"" + event.name() + "\" in namespace "
                            + socket.namespace().name());
        }
    }

    private void refused(SocketEvent event, Ack<Object> ack, Throwable refusal) {
        if (!handler.failed(socket, event, ack, refusal)) {
            EventFailures.refused(socket, event, refusal);
            explain(ack, Explanation.of(EventFailures.seen(refusal)));
        }
    }

    /** At once: where there are listeners, no event is handled by a thread that must not block. */
    private void listenerFailed(SocketEvent event, Ack<Object> ack, Throwable failure) {
        if (!handler.failed(socket, event, ack, failure)) {
            EventFailures.ofListener(socket, event, failure);
            explain(ack, Explanation.of(EventFailures.seen(failure)));
        }
    }

    private void explain(Ack<Object> ack, String error) {
        if (explains) {
            Explanation.send(ack, error);
        }
    }

    /** Runs something of the application after the events that have come so far, unless the socket has left by then. */
    void inOrder(Runnable task) {
        mailbox.add(() -> {
            if (!silenced) {
                task.run();
            }
        });
    }

    /** Nothing reaches the application any more. */
    void silence() {
        silenced = true;
    }
}
