package org.enfilade.internal.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.enfilade.internal.time.Alarm;

/**
 * Sends a ping, waits for the pong, and after a while does it again. A client that does not answer has gone. One that
 * sends something else meanwhile has the whole time once more, counted from then: its pong may wait behind a lot of
 * data. So does the reference server (Engine.IO 6.6.11).
 */
final class AskingHeartbeat implements Heartbeat {
    private enum Pong {
        NOT_AWAITED,
        AWAITED,
        AWAITED_LONGER
    }

    private final Alarm alarm;
    private final Duration interval;
    private final Duration timeout;
    private final Owner owner;
    private final AtomicReference<Pong> pong = new AtomicReference<>(Pong.NOT_AWAITED);

    AskingHeartbeat(Alarm alarm, EngineOptions options, Owner owner) {
        this.alarm = alarm;
        this.interval = options.pingInterval();
        this.timeout = options.pingTimeout();
        this.owner = owner;
    }

    @Override
    public void start() {
        alarm.set(interval, this::ping);
    }

    private void ping() {
        pong.set(Pong.AWAITED);
        alarm.set(timeout, () -> pongDue(Pong.AWAITED));
        owner.pinging();
        owner.send(Message.PING);
    }

    /** A pong that nobody asked for may have come just before the alarm was set for the answer, which then is none. */
    private void pongDue(Pong awaited) {
        if (pong.compareAndSet(awaited, Pong.NOT_AWAITED)) {
            owner.silent();
        } else if (pong.get() == Pong.NOT_AWAITED) {
            ping();
        }
    }

    @Override
    public boolean ping(String packet) {
        return false;
    }

    @Override
    public boolean pong() {
        if (pong.getAndSet(Pong.NOT_AWAITED) != Pong.NOT_AWAITED) {
            owner.ponged();
            start();
        }
        return true;
    }

    @Override
    public void alive() {
        if (pong.get() == Pong.AWAITED && pong.compareAndSet(Pong.AWAITED, Pong.AWAITED_LONGER)) {
            alarm.set(timeout, () -> pongDue(Pong.AWAITED_LONGER));
        }
    }
}
