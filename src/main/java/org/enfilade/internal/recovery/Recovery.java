package org.enfilade.internal.recovery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.enfilade.internal.time.Alarm;
import org.enfilade.internal.time.Ticker;

/**
 * What the namespaces of one node share so that clients can come back.
 *
 * @param <M> a packet
 */
public final class Recovery<M> {
    private static final Duration SHORTEST_SWEEP = Duration.ofSeconds(1);

    private final PacketLog<M> log;
    private final SessionStore sessions;
    private final SessionRecords records;
    private final Duration sweep;
    private final Alarm alarm;
    private final AtomicBoolean sweeps = new AtomicBoolean();
    private final Underway underway = new Underway();
    /** Not from the same number at each start: the node may be called what another one was called before. */
    private final AtomicLong emissions =
            new AtomicLong(ThreadLocalRandom.current().nextLong(1L << 48));

    /**
     * That of a node.
     *
     * @param records where the state of sessions lies besides
     * @param retention how long a packet may be asked for
     */
    public Recovery(SessionStore sessions, SessionRecords records, long maxBytes, Duration retention, Ticker ticker) {
        this.sessions = sessions;
        this.records = records;
        this.log = new PacketLog<>(maxBytes, retention, ticker);
        this.alarm = new Alarm(ticker);
        Duration part = retention.dividedBy(4);
        this.sweep = part.compareTo(SHORTEST_SWEEP) < 0 ? SHORTEST_SWEEP : part;
    }

    public PacketLog<M> log() {
        return log;
    }

    public SessionStore sessions() {
        return sessions;
    }

    public SessionRecords records() {
        return records;
    }

    /** What this node emits to other nodes too. */
    public Underway underway() {
        return underway;
    }

    /** The number of another emission of this node; never 0. */
    public long nextEmission() {
        return emissions.incrementAndGet();
    }

    /** The log is not empty any more; to be called outside of locks. */
    public void logBegun() {
        if (sweeps.compareAndSet(false, true)) {
            alarm.set(sweep, this::sweep);
        }
    }

    private void sweep() {
        sweeps.set(false);
        if (log.sweep()) {
            logBegun();
        }
    }

    /** Forgets the sessions, and sets no alarm any more. */
    public void stop() {
        alarm.stop();
        sessions.close();
        records.close();
    }
}
