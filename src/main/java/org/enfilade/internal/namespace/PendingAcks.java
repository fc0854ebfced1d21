package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.enfilade.Arguments;
import org.enfilade.internal.engine.Tally;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.Packet;

/**
 * The acknowledgements that one client owes; each is settled once. Bounded in number, and counted in the sum of all
 * clients: beyond either, an event is sent as ever, and nobody waits for the answer. Safe for use by any thread.
 */
final class PendingAcks extends Tally {
    /** About what it takes to wait for one answer. */
    private static final int WAITING_BYTES = 256;

    private static final String LIMIT = "maxPendingAcksPerSocket";
    private static final String LEFT = "the socket has left";

    /** Who waits for an acknowledgement. Called outside of locks. */
    interface Waiting {
        /** Takes an answer of so many bytes; {@code false} if no more may wait in the deployment. */
        boolean answered(Arguments arguments, int length);

        /** There will be no answer; {@code why} is for the application. */
        void lost(String why);
    }

    private final Core core;
    // guarded by this, as is what counts
    private Map<Long, Waiting> waiting;
    private boolean closed;

    PendingAcks(Core core) {
        super(core.budget());
        this.core = core;
    }

    /** Waits, or reports the loss at once if the socket has left or the client owes too much. */
    void await(long id, Waiting who) {
        String loss = add(id, who);
        if (loss != null) {
            if (loss != LEFT) {
                core.limitWarnings()
                        .reached(
                                LIMIT,
                                core.ticker(),
                                () -> "A client owes more acknowledgements than may be waited"
                                        + " for, and further ones are taken for missing");
            }
            who.lost(loss);
        }
    }

    /** Why it does not wait; {@code null} if it does. */
    private synchronized String add(long id, Waiting who) {
        if (closed) {
            return LEFT;
        }
        if (waiting != null && waiting.size() >= core.options().maxPendingAcksPerSocket()) {
            return "the client owes too many acknowledgements (enfilade.maxPendingAcksPerSocket)";
        }
        if (!count(WAITING_BYTES)) {
            count(-WAITING_BYTES);
            return "too much waits for all clients (enfilade.maxWaitingBytes)";
        }
        if (waiting == null) {
            waiting = new HashMap<>(4);
        }
        waiting.put(id, who);
        return null;
    }

    /** Takes out who waits for an id; {@code null} if nobody does. */
    synchronized Waiting remove(long id) {
        Waiting who = waiting == null ? null : waiting.remove(id);
        if (who != null) {
            count(-WAITING_BYTES);
            if (waiting.isEmpty()) {
                waiting = null;
            }
        }
        return who;
    }

    /** Hands on an acknowledgement; one that nobody waits for is ignored. {@code false} if too much waits already. */
    boolean receive(Packet.Ack packet, JsonBinding binding) {
        Waiting who = remove(packet.ackId());
        return who == null || who.answered(new JsonArguments(binding, packet.payload(), true), packet.length());
    }

    /** Nothing will be answered any more. */
    void close() {
        List<Waiting> left;
        synchronized (this) {
            closed = true;
            if (waiting == null) {
                return;
            }
            left = new ArrayList<>(waiting.values());
            waiting = null;
            count(-counted());
        }
        left.forEach(who -> who.lost(LEFT));
    }
}
