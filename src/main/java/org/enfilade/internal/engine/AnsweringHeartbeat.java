package org.enfilade.internal.engine;

import java.time.Duration;
import org.enfilade.internal.time.Alarm;
import org.enfilade.internal.time.Ticker;

/**
 * The heartbeat of revision 3: the client sends pings, each of which is answered by a pong with the same data. A client
 * that has sent nothing at all for an interval and the timeout of an answer has gone.
 *
 * <p>Whatever the client sends only notes the time, so that it costs no timer; the one alarm looks at the note.
 */
final class AnsweringHeartbeat implements Heartbeat {
    private final Alarm alarm;
    private final Ticker ticker;
    private final long patienceNanos;
    private final Owner owner;
    private volatile long heard;

    AnsweringHeartbeat(Alarm alarm, Ticker ticker, EngineOptions options, Owner owner) {
        this.alarm = alarm;
        this.ticker = ticker;
        this.patienceNanos = options.pingInterval().plus(options.pingTimeout()).toNanos();
        this.owner = owner;
    }

    @Override
    public void start() {
        alive();
        look();
    }

    private void look() {
        long left = patienceNanos - (ticker.nanos() - heard);
        if (left <= 0) {
            owner.silent();
        } else {
            alarm.set(Duration.ofNanos(left), this::look);
        }
    }

    @Override
    public boolean ping(String packet) {
        owner.send(Message.pong(packet.substring(1)));
        return true;
    }

    @Override
    public boolean pong() {
        return false;
    }

    @Override
    public void alive() {
        heard = ticker.nanos();
    }
}
