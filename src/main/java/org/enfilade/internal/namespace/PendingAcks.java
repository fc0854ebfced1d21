package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.enfilade.Arguments;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.Packet;

/** The acknowledgements that one client owes; each is settled once. Safe for use by any thread. */
final class PendingAcks {
    /** Who waits for an acknowledgement. Called outside of locks. */
    interface Waiting {
        /** Takes an answer of so many bytes; {@code false} if no more may wait in the deployment. */
        boolean answered(Arguments arguments, int length);

        /** The socket has left. */
        void lost();
    }

    // guarded by this
    private Map<Long, Waiting> waiting;
    private boolean closed;

    /** Waits, or reports the loss at once if the socket has left. */
    void await(long id, Waiting who) {
        synchronized (this) {
            if (!closed) {
                if (waiting == null) {
                    waiting = new HashMap<>(4);
                }
                waiting.put(id, who);
                return;
            }
        }
        who.lost();
    }

    /** Takes out who waits for an id; {@code null} if nobody does. */
    synchronized Waiting remove(long id) {
        Waiting who = waiting == null ? null : waiting.remove(id);
        if (waiting != null && waiting.isEmpty()) {
            waiting = null;
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
        }
        left.forEach(Waiting::lost);
    }
}
