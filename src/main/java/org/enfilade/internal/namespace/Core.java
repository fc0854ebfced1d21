package org.enfilade.internal.namespace;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.enfilade.ServerOptions;
import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.engine.CloseReason;
import org.enfilade.internal.engine.OutboxBound;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.PacketDecoder;
import org.enfilade.internal.reach.Peers;
import org.enfilade.internal.time.Ticker;
import org.enfilade.internal.watch.Counts;
import org.enfilade.internal.watch.Watcher;

/**
 * What the namespaces, connections and sockets of one server share: how values are written, the other nodes, and, from
 * the start on, the options, the clock, the threads and the bounds.
 */
final class Core {
    /**
     * What exists from the start on.
     *
     * @param executor for everything of the application, which may block
     * @param ids makes the ids of sockets
     */
    record Running(
            ServerOptions options,
            Ticker ticker,
            Budget budget,
            OutboxBound outbox,
            Executor executor,
            MailboxExecutor mailboxes,
            Supplier<String> ids) {}

    private final JsonBinding binding;
    private final AtomicLong ackIds = new AtomicLong();
    private final Counts counts = new Counts(
            Arrays.stream(CloseReason.values()).map(CloseReason::text).toList());
    private final LimitWarnings limitWarnings = new LimitWarnings();
    private volatile Peers peers = Peers.NONE;
    private volatile Running running;

    Core(JsonBinding binding) {
        this.binding = binding;
    }

    /** This node is one of several; before the start. */
    void join(Peers others) {
        peers = others;
    }

    /** It starts; once. */
    void start(Running started) {
        running = started;
    }

    /** Whether it has been started, be it stopped again or not. */
    boolean isRunning() {
        return running != null;
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("the application has not started yet");
        }
        return now;
    }

    JsonBinding binding() {
        return binding;
    }

    Peers peers() {
        return peers;
    }

    ServerOptions options() {
        return running().options;
    }

    Ticker ticker() {
        return running().ticker;
    }

    Executor executor() {
        return running().executor;
    }

    MailboxExecutor mailboxes() {
        return running().mailboxes;
    }

    /** What waits for and from all clients. */
    Budget budget() {
        return running().budget;
    }

    HeldBack newHeldBack() {
        return new HeldBack(running().outbox, budget());
    }

    String newId() {
        return running().ids.get();
    }

    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    PacketDecoder.Limits packetLimits() {
        ServerOptions options = options();
        return new PacketDecoder.Limits(
                options.maxAttachments(),
                options.maxJsonDepth(),
                options.maxNamespaceLength(),
                options.maxHttpBufferSize());
    }

    /** A count of events that wait, within the options' bounds. */
    Inbox newInbox(Budget of) {
        return new Inbox(options().inboxMaxEvents(), options().inboxMaxBytes(), of);
    }

    /** Who hears what happens. */
    Watcher watcher() {
        return counts;
    }

    Counts counts() {
        return counts;
    }

    LimitWarnings limitWarnings() {
        return limitWarnings;
    }

    /** Runs something of the application on a thread that may block; on this one before the start. */
    void execute(Runnable task) {
        if (isRunning()) {
            mailboxes().execute(task);
        } else {
            task.run();
        }
    }

    /**
     * The same stage, completed where its dependents may block. A task each, though many may complete at once: what one
     * of them runs may wait for another.
     */
    <T> CompletableFuture<T> onOwnThread(CompletionStage<T> stage) {
        if (stage.toCompletableFuture().isDone()) {
            return stage.toCompletableFuture();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        stage.thenAccept(value -> {
            try {
                executor().execute(() -> result.complete(value));
            } catch (RejectedExecutionException fullOrShutDown) {
                result.complete(value);
            }
        });
        return result;
    }
}
