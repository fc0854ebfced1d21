package org.enfilade.internal.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.enfilade.internal.time.Alarm;

/**
 * Sends a ping, waits for the pong, and after a while does it again. A client that does not answer has gone. One that
 * sends something else meanwhile has the whole time once more, counted from then: its pong may wait behind a lot of
 * data. So does the reference server (Engine.IO 6.6.11).
 */
final class Heartbeat {
    private enum Pong {
        NOT_AWAITED,
        AWAITED,
        AWAITED_LONGER
    }

    private final Alarm alarm;
    private final Duration interval;
    private final Duration timeout;
    private final Runnable ping;
    private final Runnable gone;
    private final AtomicReference<Pong> pong = new AtomicReference<>(Pong.NOT_AWAITED);

    Heartbeat(Alarm alarm, EngineOptions options, Runnable ping, Runnable gone) {
        this.alarm = alarm;
        this.interval = options.pingInterval();
        this.timeout = options.pingTimeout();
        this.ping = ping;
        this.gone = gone;
    }

    void start() {
        alarm.set(interval, this::ping);
    }

    private void ping() {
        pong.set(Pong.AWAITED);
        alarm.set(timeout, () -> pongDue(Pong.AWAITED));
        ping.run();
    }

    /** A pong that nobody asked for may have come just before the alarm was set for the answer, which then is none. */
    private void pongDue(Pong awaited) {
        if (pong.compareAndSet(awaited, Pong.NOT_AWAITED)) {
            gone.run();
        } else if (pong.get() == Pong.NOT_AWAITED) {
            ping();
        }
    }

    /** The client has answered. */
    void pong() {
        if (pong.getAndSet(Pong.NOT_AWAITED) != Pong.NOT_AWAITED) {
            start();
        }
    }

    /** The client has sent something that is no answer. */
    void alive() {
        if (pong.get() == Pong.AWAITED && pong.compareAndSet(Pong.AWAITED, Pong.AWAITED_LONGER)) {
            alarm.set(timeout, () -> pongDue(Pong.AWAITED_LONGER));
        }
    }
}
