package org.enfilade.internal.cluster;

/** The bus of the core's tests is one. */
final class MemoryBusTest extends ClusterBusContract {
    MemoryBusTest() {
        super(new MemoryGrid());
    }

    @Override
    protected String secondDeployment() {
        return "has been open already";
    }
}
