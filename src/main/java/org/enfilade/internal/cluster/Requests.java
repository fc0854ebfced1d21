package org.enfilade.internal.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.enfilade.internal.reach.Encoded;
import org.enfilade.internal.reach.NodeAnswers;
import org.enfilade.internal.time.Ticker;

/** Questions to other nodes, until all have answered, or gone, or the time is up. */
final class Requests {
    private final Ticker ticker;
    /** Not from the same number at each start: a question of the deployment before may be answered late. */
    private final AtomicLong ids = new AtomicLong(ThreadLocalRandom.current().nextLong(1L << 48));

    private final Map<Long, Request> open = new ConcurrentHashMap<>();

    Requests(Ticker ticker) {
        this.ticker = ticker;
    }

    /** One question. */
    final class Request {
        private final long id;
        private final CompletableFuture<NodeAnswers> result = new CompletableFuture<>();
        // guarded by this
        private final Set<String> awaited;
        private final List<Encoded> answers = new ArrayList<>();
        private final List<String> missingSockets = new ArrayList<>();
        private final List<String> missingNodes = new ArrayList<>();
        private Ticker.Timer timer;

        private Request(long id, Set<String> nodes) {
            this.id = id;
            this.awaited = new HashSet<>(nodes);
        }

        long id() {
            return id;
        }

        /** Completes with what came; never fails. */
        CompletableFuture<NodeAnswers> result() {
            return result;
        }

        private void answered(String node, BusMessage.Answer answer) {
            synchronized (this) {
                if (!awaited.remove(node)) {
                    return;
                }
                answers.addAll(answer.answers());
                missingSockets.addAll(answer.missing());
            }
            endIfDone();
        }

        /** That node will not answer; no effect if it is not waited for. */
        void lost(String node) {
            synchronized (this) {
                if (!awaited.remove(node)) {
                    return;
                }
                missingNodes.add(node);
            }
            endIfDone();
        }

        private void giveUp() {
            Set<String> late;
            synchronized (this) {
                late = Set.copyOf(awaited);
            }
            late.forEach(this::lost);
        }

        private void endIfDone() {
            NodeAnswers whole;
            synchronized (this) {
                if (!awaited.isEmpty() || !open.remove(id, this)) {
                    return;
                }
                timer.cancel();
                whole = new NodeAnswers(answers, missingSockets, missingNodes);
            }
            result.complete(whole);
        }
    }

    /** A question to these nodes that is about to be asked; if there are none, it is answered. */
    Request open(Set<String> nodes, Duration timeout) {
        Request request = new Request(ids.incrementAndGet(), nodes);
        if (nodes.isEmpty()) {
            request.result.complete(new NodeAnswers(List.of(), List.of(), List.of()));
            return request;
        }
        synchronized (request) {
            open.put(request.id, request);
            request.timer = ticker.after(timeout, request::giveUp);
        }
        return request;
    }

    /** A node has answered; an answer that nobody waits for is ignored. */
    void answered(String node, BusMessage.Answer answer) {
        Request request = open.get(answer.id());
        if (request != null) {
            request.answered(node, answer);
        }
    }

    /** A node cannot answer a question. */
    void refused(String node, long id) {
        Request request = open.get(id);
        if (request != null) {
            request.lost(node);
        }
    }

    /** A node will not answer any more. */
    void left(String node) {
        open.values().forEach(request -> request.lost(node));
    }

    /** Ends all. */
    void close() {
        open.values().forEach(Request::giveUp);
    }

    int size() {
        return open.size();
    }
}
