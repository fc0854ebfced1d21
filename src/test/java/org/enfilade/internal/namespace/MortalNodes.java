package org.enfilade.internal.namespace;

import org.enfilade.ServerOptions;
import org.enfilade.internal.recovery.MemoryRecords;
import org.enfilade.internal.time.FakeTicker;

/** Three nodes that may go, and what they leave in records. */
abstract class MortalNodes extends ThreeNodes {
    final FakeTicker time = new FakeTicker();
    final MemoryRecords records = new MemoryRecords(time);
    boolean areBackedUp;
    int maxBytes = 1 << 20;

    MortalNodes() {
        nodes.values().forEach(node -> node.blueprint.keepSessionsIn(records));
    }

    @Override
    ServerOptions.Builder more(ServerOptions.Builder options) {
        return options.recoveryBackups(areBackedUp ? 1 : 0).recoveryMaxBytes(maxBytes);
    }

    /** Nothing of it is heard any more. */
    void kill(String name) {
        cluster.kill(name);
        nodes.remove(name);
        run();
    }

    /** It ends, as at the end of its application. */
    void stop(String name) {
        TestServer node = nodes.get(name);
        waitFor(node.server::stop);
        node.executor.run();
        node.peers.close();
        nodes.remove(name);
        run();
    }

    /** What waits for other nodes and for other threads. */
    void waitFor(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        while (thread.isAlive()) {
            run();
            Thread.onSpinWait();
        }
    }

    TestServer restart(String name) {
        TestServer node = node(name);
        node.blueprint.keepSessionsIn(records);
        start(node, name);
        return node;
    }
}
