package org.enfilade.internal.records;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.enfilade.internal.log.RareWarning;
import org.enfilade.internal.recovery.SessionRecords;
import org.enfilade.internal.time.Ticker;
import org.enfilade.spi.RecordCache;

/**
 * Records in a cache, written a moment later, with what they are by then. Some keys are under way at a time, each with
 * one thing after the other. What waits is no more than what its sessions are.
 */
public final class WriteBehind implements SessionRecords {
    private static final Duration PAUSE = Duration.ofMillis(100);
    /** Infinispan (16.0) was seen to time out with some hundred. */
    private static final int MAX_UNDER_WAY = 16;

    /** For the client that waits. Hazelcast (5.3) was seen to take 6 s while a node left, and may take a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final long CLOSING_MILLIS = 2_000;

    private interface Unwanted {
        CompletionStage<?> dispose(RecordCache cache, String key, byte[] value);
    }

    /** What is to be done for a key. */
    private interface Step {
        /** Does it; completes when the next one may be done. */
        CompletionStage<?> perform(RecordCache cache, String key);

        /** There is no time for it. */
        default void giveUp() {}
    }

    private record Put(Supplier<Optional<byte[]>> value, Duration lifespan) implements Step {
        @Override
        public CompletionStage<?> perform(RecordCache cache, String key) {
            return value.get()
                    .<CompletionStage<?>>map(bytes -> cache.put(key, bytes, lifespan))
                    .orElseGet(() -> cache.remove(key));
        }
    }

    private record Remove() implements Step {
        @Override
        public CompletionStage<?> perform(RecordCache cache, String key) {
            return cache.remove(key);
        }
    }

    /** @param unwanted what is done with a value that comes when nobody waits for it any more */
    private record Take(CompletableFuture<Optional<byte[]>> result, Unwanted unwanted) implements Step {
        @Override
        public CompletionStage<?> perform(RecordCache cache, String key) {
            return cache.remove(key)
                    .whenComplete((value, failure) -> {
                        if (failure != null) {
                            giveUp();
                        }
                    })
                    .thenCompose(value -> result.complete(value) || value.isEmpty()
                            ? CompletableFuture.completedFuture(null)
                            : unwanted.dispose(cache, key, value.get()));
        }

        @Override
        public void giveUp() {
            result.complete(Optional.empty());
        }
    }

    private record Due(String key, Step step) {}

    private final String kind;
    private final RecordCache cache;
    private final Executor executor;
    private final Ticker ticker;
    private final RareWarning failures = new RareWarning();
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();

    // guarded by this
    /** What waits, in the order in which the keys have come; of the steps of a key no two changes follow each other. */
    private final Map<String, Deque<Step>> waiting = new LinkedHashMap<>();
    /** Keys whose pause is over. */
    private final Set<String> ripe = new LinkedHashSet<>();
    /** Keys that somebody waits for. */
    private final Set<String> urgent = new LinkedHashSet<>();
    /** Keys of which something is under way. */
    private final Set<String> busy = new HashSet<>();

    private boolean scheduled;
    private boolean closed;

    /**
     * Those of a node.
     *
     * @param kind what the cache is called in the log
     * @param executor its threads may block
     */
    public WriteBehind(String kind, RecordCache cache, Executor executor, Ticker ticker) {
        this.kind = kind;
        this.cache = cache;
        this.executor = executor;
        this.ticker = ticker;
    }

    @Override
    public void put(String key, Supplier<Optional<byte[]>> value, Duration lifespan) {
        change(key, new Put(value, lifespan));
    }

    @Override
    public void remove(String key) {
        change(key, new Remove());
    }

    private void change(String key, Step step) {
        boolean isFirst;
        synchronized (this) {
            if (closed) {
                return;
            }
            Deque<Step> steps = waiting.computeIfAbsent(key, same -> new ArrayDeque<>(1));
            if (!(steps.peekLast() instanceof Take) && !steps.isEmpty()) {
                steps.removeLast();
            }
            steps.add(step);
            isFirst = !scheduled;
            scheduled = true;
        }
        if (isFirst) {
            ticker.after(PAUSE, this::run);
        }
    }

    @Override
    public CompletionStage<Optional<byte[]>> take(String key, Duration lifespan) {
        return take(key, (where, same, value) -> where.put(same, value, lifespan));
    }

    @Override
    public CompletionStage<Void> removed(String key) {
        return take(key, (where, same, value) -> CompletableFuture.completedFuture(null))
                .thenAccept(value -> {});
    }

    private CompletionStage<Optional<byte[]>> take(String key, Unwanted unwanted) {
        Take take = new Take(new CompletableFuture<>(), unwanted);
        synchronized (this) {
            if (closed) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            waiting.computeIfAbsent(key, same -> new ArrayDeque<>(1)).add(take);
            urgent.add(key);
        }
        Ticker.Timer timer = ticker.after(PATIENCE, take::giveUp);
        take.result.whenComplete((value, failure) -> timer.cancel());
        runElsewhere();
        return take.result;
    }

    /** The pause is over. */
    private void run() {
        synchronized (this) {
            scheduled = false;
            ripe.addAll(waiting.keySet());
        }
        runElsewhere();
    }

    private void runElsewhere() {
        try {
            executor.execute(this::drain);
        } catch (RuntimeException | Error e) {
            // There is no thread, for now.
            boolean isFirst;
            synchronized (this) {
                isFirst = !scheduled && !closed;
                scheduled = true;
            }
            if (isFirst) {
                ticker.after(PAUSE, this::run);
            }
        }
    }

    private void drain() {
        for (Due due = next(); due != null; due = next()) {
            String key = due.key;
            CompletionStage<?> done;
            try {
                done = due.step.perform(cache, key);
            } catch (RuntimeException | Error e) {
                done = CompletableFuture.failedFuture(e);
                due.step.giveUp();
            }
            done.whenComplete((result, failure) -> done(key, failure));
        }
    }

    private synchronized Due next() {
        if (busy.size() >= MAX_UNDER_WAY) {
            return null;
        }
        String key = free(urgent);
        key = key == null ? free(closed ? waiting.keySet() : ripe) : key;
        if (key == null) {
            return null;
        }
        Deque<Step> steps = waiting.get(key);
        Step step = steps.poll();
        if (steps.isEmpty()) {
            waiting.remove(key);
            urgent.remove(key);
            ripe.remove(key);
        }
        busy.add(key);
        return new Due(key, step);
    }

    /** The first of these that is not busy; only a few are. */
    private String free(Set<String> keys) {
        Iterator<String> i = keys.iterator();
        while (i.hasNext()) {
            String key = i.next();
            if (!busy.contains(key)) {
                return key;
            }
        }
        return null;
    }

    private void done(String key, Throwable failure) {
        boolean isMore;
        boolean isEnd;
        synchronized (this) {
            busy.remove(key);
            isMore = !urgent.isEmpty() || !ripe.isEmpty() || closed;
            isEnd = closed && waiting.isEmpty() && busy.isEmpty();
        }
        if (failure != null) {
            failures.log(ticker.nanos(), () -> "A session could not be recorded in " + kind + ": " + failure);
        }
        if (isEnd) {
            emptied.complete(null);
        } else if (isMore) {
            runElsewhere();
        }
    }

    /** What waits is written, for a moment; what is left then is lost, as it is when the node dies. */
    @Override
    public void close() {
        boolean isEmpty;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            isEmpty = waiting.isEmpty() && busy.isEmpty();
        }
        if (!isEmpty) {
            drain();
            awaitEnd();
        }
        abandoned().forEach(Step::giveUp);
        cache.close();
    }

    private void awaitEnd() {
        try {
            emptied.get(CLOSING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            failures.log(ticker.nanos(), () -> "Not all sessions could be recorded in " + kind);
        }
    }

    private synchronized List<Step> abandoned() {
        List<Step> steps = waiting.values().stream().flatMap(Deque::stream).toList();
        waiting.clear();
        urgent.clear();
        ripe.clear();
        return steps;
    }

    @Override
    public String toString() {
        return "in the memory of this node, and in " + kind + " for when it goes";
    }
}
