package org.enfilade.hostile;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.Socket;
import org.enfilade.SocketIO;

/** What the tests want to know of the server, and the key of the {@link Gate}. */
@NamespaceEndpoint("/probe")
public class Probe {
    @Inject
    SocketIO io;

    @Inject
    Gate gate;

    /**
     * @param heap bytes that are used after a collection
     * @param cpu nanoseconds that the process has computed
     * @param entered how many events have come to the gate since it was shut
     */
    public record State(long heap, long cpu, int connections, int namespaces, int entered) {}

    State state(@Observes @On("state") boolean collect) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        if (collect) {
            memory.gc();
        }
        return new State(
                memory.getHeapMemoryUsage().getUsed(),
                cpu(),
                io.connectionCount(),
                io.namespaces().size(),
                gate.entered());
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    String shut(@Observes @On("shut") Socket socket) {
        gate.shut();
        return "ok";
    }

    String open(@Observes @On("open") Socket socket) {
        gate.open();
        return "ok";
    }
}
