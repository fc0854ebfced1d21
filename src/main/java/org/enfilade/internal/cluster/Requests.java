package org.enfilade.internal.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.enfilade.internal.reach.Answers;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.enfilade.internal.reach.Question;
import org.enfilade.internal.time.Ticker;

/** Questions to other nodes, until all have answered, or gone, or the time is up. */
final class Requests {
    private final Ticker ticker;
    /** Not from the same number at each start: a question of the deployment before may be answered late. */
    private final AtomicLong ids = new AtomicLong(ThreadLocalRandom.current().nextLong(1L << 48));

    private final Map<Long, Request<?>> open = new ConcurrentHashMap<>();

    Requests(Ticker ticker) {
        this.ticker = ticker;
    }

    /** One question. */
    final class Request<A> {
        private final long id;
        private final Question<A> question;
        private final CompletableFuture<Answers<A>> result = new CompletableFuture<>();
        // guarded by this
        private final Set<String> awaited;
        private final List<A> answers = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();
        private final Set<String> gone = new HashSet<>();

        private Request(long id, Question<A> question, Set<String> nodes) {
            this.id = id;
            this.question = question;
            this.awaited = new HashSet<>(nodes);
        }

        long id() {
            return id;
        }

        /** Completes with what came; never fails. */
        CompletableFuture<Answers<A>> result() {
            return result;
        }

        private void answered(String node, byte[] content) throws BusFormatException {
            A answer;
            try {
                BusReader in = new BusReader(content);
                answer = question.readAnswer(in);
                in.end();
            } catch (BusFormatException e) {
                lost(node);
                throw e;
            }
            synchronized (this) {
                if (!awaited.remove(node)) {
                    return;
                }
                answers.add(answer);
            }
            endIfDone();
        }

        /** That node will not answer; no effect if it is not waited for. */
        void lost(String node) {
            synchronized (this) {
                if (!awaited.remove(node)) {
                    return;
                }
                missing.add(node);
            }
            endIfDone();
        }

        /** The same, since it is not there any more. */
        void gone(String node) {
            synchronized (this) {
                gone.add(node);
            }
            lost(node);
        }

        private void giveUp() {
            Set<String> late;
            synchronized (this) {
                late = Set.copyOf(awaited);
            }
            late.forEach(this::lost);
        }

        private void endIfDone() {
            Answers<A> whole;
            synchronized (this) {
                if (!awaited.isEmpty() || !open.remove(id, this)) {
                    return;
                }
                whole = new Answers<>(answers, missing, gone);
            }
            result.complete(whole);
        }
    }

    /** A question to these nodes that is about to be asked; if there are none, it is answered. */
    <A> Request<A> open(Question<A> question, Set<String> nodes) {
        Request<A> request = new Request<>(ids.incrementAndGet(), question, nodes);
        if (nodes.isEmpty()) {
            request.result.complete(Answers.none());
            return request;
        }
        open.put(request.id, request);
        Ticker.Timer timer = ticker.after(question.patience(), request::giveUp);
        request.result.whenComplete((answers, failure) -> timer.cancel());
        return request;
    }

    /** A node has answered; an answer that nobody waits for is ignored. */
    void answered(String node, long id, byte[] content) throws BusFormatException {
        Request<?> request = open.get(id);
        if (request != null) {
            request.answered(node, content);
        }
    }

    /** A node cannot answer a question. */
    void refused(String node, long id) {
        Request<?> request = open.get(id);
        if (request != null) {
            request.lost(node);
        }
    }

    /** A node will not answer any more. */
    void gone(String node) {
        open.values().forEach(request -> request.gone(node));
    }

    /** Ends all. */
    void close() {
        open.values().forEach(Request::giveUp);
    }

    int size() {
        return open.size();
    }
}
