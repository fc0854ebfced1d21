package org.enfilade.internal.reach;

import java.util.List;

/**
 * What a node can tell of what a client has missed whose node has gone.
 *
 * @param isAll whether it has not dropped any of that, and it is not too much
 * @param own what it has emitted itself, in its order
 * @param kept what it has of the one that has gone
 */
public record Recalled(boolean isAll, List<Missed.Event> own, List<Kept> kept) {
    /** Not all of that is there, or it is too much. */
    public static final Recalled NOT_ALL = new Recalled(false, List.of(), List.of());

    public Recalled {
        own = List.copyOf(own);
        kept = List.copyOf(kept);
    }

    void write(BusWriter out) {
        out.flag(isAll);
        out.number(own.size());
        own.forEach(event -> event.write(out));
        out.number(kept.size());
        kept.forEach(event -> event.write(out));
    }

    static Recalled read(BusReader in) throws BusFormatException {
        return new Recalled(
                in.flag(), in.list(Missed.LEAST_BYTES, Missed.Event::read), in.list(Kept.LEAST_BYTES, Kept::read));
    }
}
