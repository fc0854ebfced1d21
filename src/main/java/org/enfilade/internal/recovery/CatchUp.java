package org.enfilade.internal.recovery;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a client that comes back has missed, in two parts: what was sent until it was looked for, however much that is,
 * and what was sent since. So the lock that keeps others from sending is held for the second part only. For one thread
 * at a time.
 *
 * @param <M> a packet
 */
public final class CatchUp<M> {
    private final PacketLog<M>.Part packets;
    private final PacketLog.Selection meant;
    private final int max;
    private final Predicate<M> hold;
    private long position;

    /**
     * That of a client that has everything up to a position.
     *
     * @param meant what is for the client
     * @param max how many packets may be held
     * @param hold holds a packet for the client; {@code false} if that is too much
     */
    public CatchUp(PacketLog<M>.Part packets, PacketLog.Selection meant, long position, int max, Predicate<M> hold) {
        this.packets = packets;
        this.meant = meant;
        this.position = position;
        this.max = max;
        this.hold = hold;
    }

    /**
     * Holds what was sent since the last time, or behind the position at first. Nobody may change what is meant
     * meanwhile. If others go on sending, there may be more when it returns. Empty if all was held, else why not.
     */
    public Optional<Loss> go() {
        if (position < meant.certain()) {
            return Optional.of(Loss.EVENTS_DROPPED);
        }
        PacketLog.Found<M> found = packets.behind(position, meant, max);
        if (!packets.covers(position)) {
            return Optional.of(Loss.EVENTS_DROPPED);
        }
        position = found.until();
        boolean fits = found.packets().size() <= max && found.packets().stream().allMatch(hold);
        return fits ? Optional.empty() : Optional.of(Loss.TOO_MUCH);
    }
}
