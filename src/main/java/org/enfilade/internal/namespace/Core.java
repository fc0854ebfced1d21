package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.enfilade.ServerOptions;
import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.engine.Dialects;
import org.enfilade.internal.engine.OutboxBound;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.PacketParser;
import org.enfilade.internal.reach.Peers;
import org.enfilade.internal.recovery.MemorySessions;
import org.enfilade.internal.recovery.Recovery;
import org.enfilade.internal.recovery.SessionRecords;
import org.enfilade.internal.time.Ticker;
import org.enfilade.internal.watch.Watcher;

/**
 * What the namespaces, connections and sockets of one server share: the options, how values are written, the threads,
 * the clock, the bounds, and the other nodes.
 */
final class Core {
    private final ServerOptions options;
    private final Format format;
    private final SocketTasks tasks;
    private final Peers peers;
    private final Watcher watcher;
    private final Budget budget;
    private final OutboxBound outbox;
    private final Supplier<String> ids;
    private final ClientRules rules;
    private final ClientRules olderRules;
    /** {@code null} if it is off. */
    private final Recovery<Logged> recovery;
    /** {@code null} if nobody keeps anything for this node. */
    private final Keepers keepers;

    private final long begun;
    private final AtomicLong ackIds = new AtomicLong();
    private final EventLimits eventLimits;
    private final LimitWarnings limitWarnings = new LimitWarnings();

    /**
     * That of a server.
     *
     * @param budget bounds what waits for and from all clients
     * @param ids makes the ids of sockets
     * @param records where the state of sessions lies besides
     */
    Core(
            ServerOptions options,
            Format format,
            SocketTasks tasks,
            Peers peers,
            Watcher watcher,
            Budget budget,
            OutboxBound outbox,
            Supplier<String> ids,
            SessionRecords records) {
        this.options = options;
        this.format = format;
        this.tasks = tasks;
        this.peers = peers;
        this.watcher = watcher;
        this.budget = budget;
        this.outbox = outbox;
        this.ids = ids;
        this.recovery =
                options.connectionStateRecovery() ? recovery(peers.tag(), options, records, tasks.ticker()) : null;
        boolean areBackedUp = recovery != null && options.recoveryBackups() > 0 && peers != Peers.NONE;
        this.keepers = areBackedUp ? new Keepers(peers) : null;
        this.begun = tasks.ticker().nanos();
        this.eventLimits = EventLimits.of(options);
        this.rules = ClientRules.current(format.parser(), ids);
        this.olderRules = options.allowEIO3() ? ClientRules.older(format.olderParser()) : rules;
    }

    /** That a client has vanished shows the heartbeat only, and then it may be away. */
    private static Recovery<Logged> recovery(String tag, ServerOptions options, SessionRecords records, Ticker ticker) {
        Duration absence = options.recoveryMaxDisconnectionDuration();
        Duration unnoticed = options.pingInterval().plus(options.pingTimeout());
        int maxBytes = options.recoveryMaxBytes();
        var sessions = new MemorySessions(absence, options.recoveryMaxSessions(), maxBytes, ticker);
        return new Recovery<>(tag, sessions, records, maxBytes, absence.plus(unnoticed), ticker);
    }

    ServerOptions options() {
        return options;
    }

    JsonBinding binding() {
        return format.binding();
    }

    Peers peers() {
        return peers;
    }

    Ticker ticker() {
        return tasks.ticker();
    }

    /** When its server began to be, by its clock. */
    long begun() {
        return begun;
    }

    Executor executor() {
        return tasks.executor();
    }

    MailboxExecutor mailboxes() {
        return tasks.mailboxes();
    }

    /** What waits for and from all clients. */
    Budget budget() {
        return budget;
    }

    /** Of a socket. */
    HeldBack newHeldBack() {
        return new HeldBack(outbox, budget);
    }

    String newId() {
        return ids.get();
    }

    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    /** How packets travel; events and acknowledgements do so in one form for all clients. */
    PacketParser parser() {
        return rules.parser();
    }

    /** What is said of a client whose session has this revision of Engine.IO. */
    ClientRules rules(int revision) {
        return revision == Dialects.REVISION_4.revision() ? rules : olderRules;
    }

    /** A count of events that wait, within the options' bounds. */
    Inbox newInbox(Budget of) {
        return new Inbox(options.inboxMaxEvents(), options.inboxMaxBytes(), of);
    }

    /** What lets clients come back; {@code null} if it is off. */
    Recovery<Logged> recovery() {
        return recovery;
    }

    /** Who keeps what this node emits; {@code null} if nobody does. */
    Keepers keepers() {
        return keepers;
    }

    /** Who hears what happens. */
    Watcher watcher() {
        return watcher;
    }

    /** Those of sockets whose namespace has none of its own. */
    EventLimits eventLimits() {
        return eventLimits;
    }

    LimitWarnings limitWarnings() {
        return limitWarnings;
    }

    /** Completes a result where its dependents may block; on this thread if there is no other. */
    void complete(Completion completion) {
        try {
            executor().execute(completion);
        } catch (RejectedExecutionException fullOrShutDown) {
            completion.run();
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
        stage.whenComplete((value, failure) -> complete(() -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(Refusals.cause(failure));
            }
        }));
        return result;
    }
}
