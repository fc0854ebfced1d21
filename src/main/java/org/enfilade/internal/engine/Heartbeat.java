package org.enfilade.internal.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.internal.time.Alarm;

/** Sends a ping, waits for the pong, and after a while does it again. A client that does not answer has gone. */
final class Heartbeat {
    private final Alarm alarm;
    private final Duration interval;
    private final Duration timeout;
    private final Runnable ping;
    private final Runnable gone;
    private final AtomicBoolean pongAwaited = new AtomicBoolean();

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
        pongAwaited.set(true);
        alarm.set(timeout, this::pongDue);
        ping.run();
    }

    /** A pong that nobody asked for may have come just before the alarm was set for the answer, which then is none. */
    private void pongDue() {
        if (pongAwaited.compareAndSet(true, false)) {
            gone.run();
        } else {
            ping();
        }
    }

    /** The client has answered. */
    void pong() {
        if (pongAwaited.compareAndSet(true, false)) {
            start();
        }
    }
}
