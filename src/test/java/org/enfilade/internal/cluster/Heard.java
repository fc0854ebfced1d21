package org.enfilade.internal.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.enfilade.internal.HeldLocks;
import org.enfilade.spi.ClusterBus;

/** What a bus has told. */
public final class Heard implements ClusterBus.Listener {
    /** A message that has come in. */
    public record Message(String from, byte[] bytes) {}

    /** Looking at each would take too long. */
    private static final int LOOKED_AT = 100;

    // guarded by this
    private final List<Set<String>> views = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final List<String> heldLocks = new ArrayList<>();
    private boolean deaf;

    @Override
    public synchronized void view(Set<String> others) {
        views.add(Set.copyOf(others));
        heldLocks.addAll(HeldLocks.now());
    }

    @Override
    public synchronized void received(String from, byte[] message) {
        boolean interrupted = false;
        while (deaf) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        messages.add(new Message(from, message));
        if (messages.size() <= LOOKED_AT) {
            heldLocks.addAll(HeldLocks.now());
        }
    }

    /** Whether whoever brings a message is held. */
    public synchronized void deaf(boolean deaf) {
        this.deaf = deaf;
        notifyAll();
    }

    public synchronized List<Set<String>> views() {
        return List.copyOf(views);
    }

    /** The last one. */
    public synchronized Set<String> view() {
        return views.get(views.size() - 1);
    }

    public synchronized List<Message> messages() {
        return List.copyOf(messages);
    }

    /** The locks of the bus that were held while it told something. */
    public synchronized List<String> heldLocks() {
        return List.copyOf(heldLocks);
    }

    public synchronized int count() {
        return messages.size();
    }
}
