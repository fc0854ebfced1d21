package org.enfilade.emitter;

import com.hazelcast.core.HazelcastInstance;
import org.enfilade.internal.cluster.hazelcast.HazelcastGuestBus;

/**
 * Emitters of a process that is a client or a member of the Hazelcast of Payara servers. On Payara itself use
 * {@link ClusterEmitter#onServer}.
 */
public final class HazelcastEmitter {
    private HazelcastEmitter() {}

    /**
     * An emitter.
     *
     * @param hazelcast a client or a member; not shut down with the emitter
     * @param application its name in the cluster
     */
    public static ClusterEmitter open(HazelcastInstance hazelcast, String application) {
        return ClusterEmitter.over(new HazelcastGuestBus(hazelcast, application));
    }

    /**
     * The same with a secret.
     *
     * @param secret that of the application's {@code enfilade.cluster.secret}
     */
    public static ClusterEmitter open(HazelcastInstance hazelcast, String application, String secret) {
        return ClusterEmitter.over(new HazelcastGuestBus(hazelcast, application), secret);
    }
}
