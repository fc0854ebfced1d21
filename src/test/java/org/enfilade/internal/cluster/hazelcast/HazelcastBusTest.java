package org.enfilade.internal.cluster.hazelcast;

import org.enfilade.internal.cluster.ClusterBusContract;

final class HazelcastBusTest extends ClusterBusContract {
    HazelcastBusTest() {
        super(new HazelcastGrid());
    }
}
