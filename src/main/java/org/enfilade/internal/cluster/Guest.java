package org.enfilade.internal.cluster;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.enfilade.internal.reach.Command;
import org.enfilade.internal.reach.Emission;
import org.enfilade.internal.reach.Origin;
import org.enfilade.spi.GuestBus;

/**
 * Somebody who tells the nodes of an application what to do, and is none of them. All nodes are told: a guest does not
 * know which of them have receivers. Safe for use by any thread.
 */
public final class Guest implements AutoCloseable {
    private final GuestBus bus;
    /** {@code null} without a secret. */
    private final Seal seal;

    private final AtomicBoolean closed = new AtomicBoolean();
    /** Not from the same number at each start: another guest of the same name may have been here before. */
    private final AtomicLong emissions =
            new AtomicLong(ThreadLocalRandom.current().nextLong(1L << 48));

    private Guest(GuestBus bus, Seal seal) {
        this.bus = bus;
        this.seal = seal;
    }

    /** One whose messages everybody can read. */
    public static Guest plain(GuestBus bus) {
        return new Guest(bus, null);
    }

    /** One that knows the secret of the application. */
    public static Guest sealed(GuestBus bus, String secret) {
        return new Guest(bus, new Seal(secret));
    }

    /**
     * Tells all nodes; may wait for one that does not take what it is sent.
     *
     * @throws IllegalArgumentException if it is too long
     * @throws RuntimeException if it cannot be sent, to some of them at least
     */
    public void tell(Command command) {
        if (closed.get()) {
            throw new IllegalStateException("it is closed");
        }
        Command numbered = command instanceof Command.Emit emit && !emit.bestEffort()
                ? emit.as(new Emission(new Origin(bus.self(), emissions.incrementAndGet()), 0))
                : command;
        byte[] message = BusCodec.encode(new BusMessage.Cast(bus.isNoNodeEver(), numbered));
        bus.send(seal == null ? message : seal.sealForAll(bus.self(), message));
    }

    /** Nothing is told any more. Idempotent. */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            bus.close();
        }
    }
}
