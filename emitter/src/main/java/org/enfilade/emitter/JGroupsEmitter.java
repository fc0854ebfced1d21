package org.enfilade.emitter;

import org.enfilade.internal.cluster.jgroups.JGroupsGuestBus;
import org.jgroups.JChannel;

/**
 * Emitters of a process that has joined the JGroups cluster of WildFly servers: with a stack of the same protocols, and
 * under the name that their cluster has ({@code ee} unless changed). On WildFly itself use
 * {@link ClusterEmitter#onServer}.
 */
public final class JGroupsEmitter {
    private JGroupsEmitter() {}

    /**
     * An emitter.
     *
     * @param channel connected; not closed with the emitter. No node of the application may be in this process
     * @param application its name in the cluster
     */
    public static ClusterEmitter open(JChannel channel, String application) {
        return ClusterEmitter.over(new JGroupsGuestBus(channel, application, true));
    }

    /**
     * The same with a secret.
     *
     * @param secret that of the application's {@code enfilade.cluster.secret}
     */
    public static ClusterEmitter open(JChannel channel, String application, String secret) {
        return ClusterEmitter.over(new JGroupsGuestBus(channel, application, true), secret);
    }
}
