package org.enfilade.internal.cluster;

import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.watch.Watcher;
import org.enfilade.spi.ClusterBus;

/** Puts messages on the bus; what is lost is logged. Safe for use by any thread. */
final class Sender {
    private final ClusterBus bus;
    private final Watcher watcher;
    private volatile boolean closed;

    Sender(ClusterBus bus, Watcher watcher) {
        this.bus = bus;
        this.watcher = watcher;
    }

    /**
     * Sends a message, and says whether it could.
     *
     * @param isUnreachable whether the last one to that node was lost; a warning is given for the first only
     */
    boolean send(String node, byte[] message, AtomicBoolean isUnreachable) {
        try {
            bus.send(node, message);
        } catch (RuntimeException e) {
            // A server that ends may have ended its cluster first.
            if (!closed && !isUnreachable.getAndSet(true)) {
                Log.warning("A message to node " + node + " is lost: " + e);
            } else {
                Log.debug(() -> "A message to node " + node + " is lost: " + e);
            }
            return false;
        }
        watcher.messageSent(node, message.length);
        if (isUnreachable.get()) {
            isUnreachable.set(false);
        }
        return true;
    }

    /** The application ends: losses are nothing to warn of. */
    void close() {
        closed = true;
    }
}
