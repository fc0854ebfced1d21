package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.enfilade.Arguments;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.time.Ticker;

/** Gathers the acknowledgements of one emission from all its receivers. */
final class AckCollector {
    private final long id;
    private final List<ServerSocket> receivers;
    private final Consumer<Completion> where;
    /** What the answers occupy that wait for those still to come. */
    private final Account kept;

    private final CompletableFuture<List<Arguments>> result = new CompletableFuture<>();
    // guarded by this
    private final List<Arguments> answers = new ArrayList<>();
    private final Set<String> missing = new LinkedHashSet<>();
    private int outstanding;
    private boolean settled;

    private volatile Ticker.Timer timer;

    /** @param where the result is completed, so that its dependents may block */
    AckCollector(long id, List<ServerSocket> receivers, Consumer<Completion> where, Account kept) {
        this.kept = kept;
        this.id = id;
        this.receivers = receivers;
        this.where = where;
        this.outstanding = receivers.size();
    }

    /** Sends and waits; a receiver that leaves counts as missing, and is waited for no longer. */
    CompletableFuture<List<Arguments>> send(Message message, boolean bestEffort, Duration timeout, Ticker ticker) {
        if (receivers.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        synchronized (this) {
            receivers.forEach(receiver -> missing.add(receiver.id()));
        }
        timer = ticker.after(timeout, () -> settle("no acknowledgement within " + timeout.toMillis() + " ms"));
        for (ServerSocket receiver : receivers) {
            receiver.acks().await(id, new Waiting(receiver.id()));
            receiver.deliver(message, bestEffort);
        }
        if (isSettled()) {
            // The time was up before the last one was asked.
            forget();
        }
        return result;
    }

    /** One receiver. */
    private final class Waiting implements PendingAcks.Waiting {
        private final String socket;

        Waiting(String socket) {
            this.socket = socket;
        }

        @Override
        public boolean answered(Arguments arguments, int length) {
            boolean fits = kept.take(length) || isSettled();
            if (fits) {
                synchronized (AckCollector.this) {
                    answers.add(arguments);
                    missing.remove(socket);
                }
            } else {
                kept.give(length);
            }
            oneLess("the answers do not fit into enfilade.maxWaitingBytes");
            return fits;
        }

        @Override
        public void lost(String why) {
            oneLess(why);
        }
    }

    /** @param why an answer is missing, if one is */
    private void oneLess(String why) {
        synchronized (this) {
            if (--outstanding > 0) {
                return;
            }
        }
        settle(why);
    }

    private synchronized boolean isSettled() {
        return settled;
    }

    private void forget() {
        receivers.forEach(receiver -> receiver.acks().remove(id));
    }

    private void complete(List<Arguments> all, List<String> without, String failure) {
        if (all.size() == receivers.size()) {
            result.complete(all);
        } else {
            result.completeExceptionally(new MissingAcks(failure, all, without, List.of()));
        }
    }

    private void settle(String failure) {
        List<Arguments> all;
        List<String> without;
        synchronized (this) {
            if (settled) {
                return;
            }
            settled = true;
            all = List.copyOf(answers);
            without = List.copyOf(missing);
        }
        Ticker.Timer set = timer;
        if (set != null) {
            // else it has rung before its setter could note it
            set.cancel();
        }
        forget();
        where.accept(() -> {
            try {
                complete(all, without, failure);
            } finally {
                kept.close();
            }
        });
    }
}
