package org.enfilade.internal.cluster;

import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.enfilade.internal.log.Log;
import org.enfilade.spi.ClusterBus;

/**
 * A bus whose messages only those can read and make who know the secret. Each is bound to its sender, and to its
 * receiver unless it comes from a guest, who tells all nodes the same. Others see who sends how much to whom, and can
 * hold messages back and repeat them.
 */
public final class SealedBus implements ClusterBus {
    /** Whoever is in the grid can make up names. */
    private static final int MAX_STRANGERS = 100;

    private final ClusterBus bus;
    private final Seal seal;
    private final Set<String> strangers = ConcurrentHashMap.newKeySet();

    /** Seals what this bus carries. */
    public SealedBus(ClusterBus bus, String secret) {
        this.bus = bus;
        this.seal = new Seal(secret);
    }

    @Override
    public void open(Listener listener) {
        bus.open(new Unsealing(listener));
    }

    @Override
    public String self() {
        return bus.self();
    }

    @Override
    public void send(String node, byte[] message) {
        bus.send(node, seal.seal(self(), node, message));
    }

    @Override
    public void close() {
        bus.close();
    }

    private final class Unsealing implements Listener {
        private final Listener listener;

        Unsealing(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void view(Set<String> others) {
            listener.view(others);
        }

        @Override
        public void ending() {
            listener.ending();
        }

        @Override
        public void received(String from, byte[] message) {
            byte[] unsealed;
            try {
                unsealed = seal.unseal(from, self(), message);
            } catch (GeneralSecurityException e) {
                if (strangers.size() < MAX_STRANGERS && strangers.add(from)) {
                    Log.warning("What node " + from
                            + " sends is ignored: it does not know this application's enfilade.cluster.secret");
                }
                return;
            }
            listener.received(from, unsealed);
        }
    }
}
