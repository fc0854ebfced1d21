package org.enfilade.internal.relay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.enfilade.internal.HeldLocks;
import org.enfilade.internal.cluster.ClusterPeers;
import org.enfilade.internal.cluster.Introduction;
import org.enfilade.internal.cluster.MemoryCluster;
import org.enfilade.internal.cluster.NoSockets;
import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.engine.CloseReason;
import org.enfilade.internal.engine.Dialect;
import org.enfilade.internal.engine.Dialects;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.EngineOptions;
import org.enfilade.internal.engine.EngineServer;
import org.enfilade.internal.engine.EngineSession;
import org.enfilade.internal.engine.FakePoll;
import org.enfilade.internal.engine.FakeWire;
import org.enfilade.internal.engine.Flusher;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.OutboxBound;
import org.enfilade.internal.engine.Posting;
import org.enfilade.internal.engine.SessionListener;
import org.enfilade.internal.time.FakeTicker;
import org.enfilade.internal.watch.Watcher;

/** A node whose sessions record what they hear, and a client's way to the sessions of others. */
final class RelayNode implements Executor {
    static final int MAX_PAYLOAD = 1_000_000;
    static final int MOST = 20;
    static final int MOST_WAITING = 3_000_000;

    final FakeTicker ticker = new FakeTicker();
    final Budget budget = new Budget(50_000_000, ticker);
    final ClusterPeers peers;
    final EngineServer engine;
    final Relay relay;
    final List<String> heard = new ArrayList<>();
    /** What requests were refused with, as the application is told. */
    final List<EngineError> refused = new ArrayList<>();

    final Queue<Runnable> tasks = new ArrayDeque<>();
    boolean rejects;
    /** Runs what is executed; {@code null} if a test does. */
    volatile Executor threads;

    EngineSession session;

    RelayNode(MemoryCluster cluster, String name, boolean forwards) {
        peers = new ClusterPeers(
                cluster.node(name), new NoSockets(), ticker, new Introduction("shop", List.of()), Watcher.NONE);
        engine = new EngineServer(
                new EngineOptions(
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(10),
                        MAX_PAYLOAD,
                        true,
                        new OutboxBound(20_000_000, 10_000),
                        1_000,
                        budget),
                ticker,
                new Flusher(ticker),
                peers.tag());
        relay = new Relay(peers, engine, this, MOST, MOST_WAITING);
        if (forwards) {
            peers.deliverTo(relay);
        }
        peers.open();
    }

    @Override
    public void execute(Runnable task) {
        HeldLocks.none();
        if (rejects) {
            throw new RejectedExecutionException("full");
        }
        Executor own = threads;
        if (own == null) {
            tasks.add(task);
        } else {
            own.execute(task);
        }
    }

    /** Whether something has run. */
    boolean run() {
        boolean any = false;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
            any = true;
        }
        return any;
    }

    /** A session of this node; returns its id. */
    String open(Dialect dialect) {
        FakePoll first = new FakePoll();
        engine.openPolling(dialect, first, opened -> {
            session = opened;
            return new Recording();
        });
        return session.id();
    }

    String open() {
        return open(Dialects.REVISION_4);
    }

    FakePoll poll(String sid) {
        return poll(sid, new FakePoll());
    }

    FakePoll poll(String sid, FakePoll poll) {
        return poll(sid, Dialects.REVISION_4, poll);
    }

    FakePoll poll(String sid, Dialect dialect, FakePoll poll) {
        relay.poll(sid, dialect, poll, refused::add);
        return poll;
    }

    Posting begin(String sid) {
        return relay.beginPost(sid, Dialects.REVISION_4, false, refused::add);
    }

    /** A POST, whole; what has become of it comes into the list. */
    Posting post(String sid, String body, List<String> outcomes) {
        Posting post = begin(sid);
        post.take(body.length());
        post.deliver(body, error -> {
            outcomes.add(error == null ? "ok" : error.name());
            post.end(() -> {});
        });
        return post;
    }

    Inbound webSocket(String sid, FakeWire wire) {
        Inbound inbound = relay.openWebSocket(sid, Dialects.REVISION_4, wire, refused::add);
        // as a container does
        wire.onClose(inbound::closed);
        return inbound;
    }

    boolean isIdle() {
        return relay.forwarded() == 0 && relay.served() == 0 && tasks.isEmpty();
    }

    private final class Recording implements SessionListener {
        @Override
        public void opened() {}

        @Override
        public void text(String message) {
            HeldLocks.none();
            heard.add(message);
        }

        @Override
        public void binary(byte[] message) {
            heard.add(
                    message.length > 100
                            ? "# of " + message.length
                            : "#" + HexFormat.of().formatHex(message));
        }

        @Override
        public void closed(CloseReason reason) {
            heard.add(reason.name());
        }
    }
}
