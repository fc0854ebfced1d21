package org.enfilade.internal.management;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.enfilade.internal.namespace.Figures;

/** The figures of one application for JMX. */
final class ServerBean implements ServerMXBean {
    /** An application makes as many namespaces as it likes, and readers ask every few seconds. */
    private static final int MAX_NAMESPACES = 100;
    /** Longer than that of the nodes with one another; handlers may occupy all threads. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Running running;
    private final Figures figures;
    private final HandlerThreads threads;

    ServerBean(Running running) {
        this.running = running;
        this.figures = running.figures();
        this.threads = running.threads();
    }

    @Override
    public String getApplication() {
        return running.path();
    }

    @Override
    public boolean isAccepting() {
        return running.isReady();
    }

    @Override
    public int getConnections() {
        return figures.connections();
    }

    @Override
    public List<NamespaceData> getNamespaces() {
        return figures.namespaces(MAX_NAMESPACES).stream()
                .map(NamespaceData::new)
                .toList();
    }

    @Override
    public int getThreads() {
        return threads.threads();
    }

    @Override
    public int getMaxThreads() {
        return threads.maxThreads();
    }

    @Override
    public int getWaitingTasks() {
        return threads.waitingTasks();
    }

    @Override
    public long getLongestWaitMillis() {
        return threads.longestWait().toMillis();
    }

    @Override
    public Map<String, Long> getRefusedRequests() {
        Map<String, Long> byText = new TreeMap<>();
        figures.refusedRequests().forEach((code, count) -> byText.put(code.toString(), count));
        return byText;
    }

    @Override
    public long getRefusedConnects() {
        return figures.refusedConnects();
    }

    @Override
    public Map<String, Long> getCloses() {
        return figures.closes();
    }

    @Override
    public Map<String, Long> getLimits() {
        return figures.limits();
    }

    @Override
    public String getNode() {
        return figures.cluster().node().orElse("");
    }

    @Override
    public List<String> getOtherNodes() {
        return figures.cluster().others().stream().sorted().toList();
    }

    @Override
    public long getMessagesSent() {
        return figures.cluster().messagesSent();
    }

    @Override
    public long getMessagesReceived() {
        return figures.cluster().messagesReceived();
    }

    @Override
    public int getOwnRooms() {
        return figures.cluster().ownRooms();
    }

    @Override
    public int getOtherRooms() {
        return figures.cluster().otherRooms();
    }

    @Override
    public RoomsData fetchRooms(String namespace, String prefix, String after, int max) {
        try {
            return new RoomsData(figures.rooms(namespace, prefix, after, max)
                    .toCompletableFuture()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the rooms could not be counted: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the rooms are counted");
        }
    }

    @Override
    public int getRecoverableSessions() {
        return figures.recovery().sessions();
    }

    @Override
    public long getRecoverableBytes() {
        return figures.recovery().sessionBytes();
    }

    @Override
    public long getRecoveryLogBytes() {
        return figures.recovery().logBytes();
    }

    @Override
    public long getRecovered() {
        return figures.recovery().recovered();
    }

    @Override
    public Map<String, Long> getUnrecovered() {
        return figures.recovery().unrecovered();
    }

    @Override
    public long getUnknownReturns() {
        return figures.recovery().unknownReturns();
    }

    @Override
    public long getWaitingBytes() {
        return figures.waitingBytes();
    }

    @Override
    public long getMaxWaitingBytes() {
        return figures.maxWaitingBytes();
    }
}
