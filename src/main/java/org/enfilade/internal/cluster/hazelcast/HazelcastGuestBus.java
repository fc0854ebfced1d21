package org.enfilade.internal.cluster.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.topic.ITopic;
import java.util.UUID;
import org.enfilade.internal.cluster.hazelcast.Frame.Kind;
import org.enfilade.spi.GuestBus;

/**
 * The way of a guest over Hazelcast, as a member or as a client: the topic that all nodes listen to. It is in nobody's
 * view, and registers nothing. Nothing tells it what Hazelcast loses, which is what many nodes do not take in time.
 */
public final class HazelcastGuestBus implements GuestBus {
    private final UUID self = UUID.randomUUID();
    private final ITopic<byte[]> all;
    private volatile boolean closed;

    /** @param application the nodes' name in the cluster */
    public HazelcastGuestBus(HazelcastInstance hazelcast, String application) {
        this.all = hazelcast.getTopic(HazelcastBus.prefix(application) + HazelcastBus.ALL);
    }

    @Override
    public String self() {
        return self.toString();
    }

    /** Nodes have names of their own here. */
    @Override
    public boolean isNoNodeEver() {
        return true;
    }

    @Override
    public void send(byte[] message) {
        if (closed) {
            throw new IllegalStateException("It is closed");
        }
        all.publish(new Frame(Kind.GUEST, self, 0, 0, message).encoded());
    }

    @Override
    public void close() {
        closed = true;
    }
}
