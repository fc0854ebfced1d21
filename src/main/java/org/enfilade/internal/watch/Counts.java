package org.enfilade.internal.watch;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens. Safe for use by any thread. */
public final class Counts implements Watcher {
    private final Map<Integer, LongAdder> refusedRequests = new ConcurrentHashMap<>();
    private final LongAdder refusedConnects = new LongAdder();
    private final Map<String, LongAdder> closes = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> limits = new ConcurrentHashMap<>();
    private final LongAdder recovered = new LongAdder();
    private final Map<String, LongAdder> unrecovered = new ConcurrentHashMap<>();
    private final LongAdder unknownReturns = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    /** @param reasons why connections may end; those that have not yet are counted as zero */
    public Counts(Collection<String> reasons) {
        reasons.forEach(reason -> closes.put(reason, new LongAdder()));
    }

    private static <K> void count(Map<K, LongAdder> counts, K key) {
        counts.computeIfAbsent(key, same -> new LongAdder()).increment();
    }

    private static <K> Map<K, Long> sums(Map<K, LongAdder> counts) {
        Map<K, Long> sums = new TreeMap<>();
        counts.forEach((key, count) -> sums.put(key, count.sum()));
        return sums;
    }

    @Override
    public void requestRefused(int code) {
        count(refusedRequests, code);
    }

    @Override
    public void connectRefused() {
        refusedConnects.increment();
    }

    @Override
    public void connectionClosed(String reason) {
        count(closes, reason);
    }

    @Override
    public void limitReached(String option) {
        count(limits, option);
    }

    @Override
    public void recovered() {
        recovered.increment();
    }

    @Override
    public void unrecovered(String why) {
        count(unrecovered, why);
    }

    @Override
    public void unknownReturn() {
        unknownReturns.increment();
    }

    @Override
    public void messageSent(String node, int bytes) {
        sent.increment();
    }

    @Override
    public void messageReceived(String node, int bytes) {
        received.increment();
    }

    /** Refused requests by the protocol's error code. */
    public Map<Integer, Long> refusedRequests() {
        return sums(refusedRequests);
    }

    /** Answers {@code connect_error}. */
    public long refusedConnects() {
        return refusedConnects.sum();
    }

    /** Ended connections by the reason. */
    public Map<String, Long> closes() {
        return sums(closes);
    }

    /** Connections that were closed for a limit, by the option. */
    public Map<String, Long> limits() {
        return sums(limits);
    }

    /** Clients that have come back. */
    public long recoveries() {
        return recovered.sum();
    }

    /** Clients that have not come back, by the reason. */
    public Map<String, Long> losses() {
        return sums(unrecovered);
    }

    /** Returns to what is not kept. */
    public long unknownReturns() {
        return unknownReturns.sum();
    }

    /** Messages to other nodes. */
    public long messagesSent() {
        return sent.sum();
    }

    /** Messages of other nodes. */
    public long messagesReceived() {
        return received.sum();
    }
}
