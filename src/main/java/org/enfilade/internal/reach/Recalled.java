package org.enfilade.internal.reach;

import java.util.List;

/**
 * What a node can tell of what a client has missed whose node has gone.
 *
 * @param own what it has emitted itself, in its order
 * @param kept what it has of the one that has gone
 */
public record Recalled(List<Missed.Event> own, List<Kept> kept) {
    public Recalled {
        own = List.copyOf(own);
        kept = List.copyOf(kept);
    }

    void write(BusWriter out) {
        out.number(own.size());
        own.forEach(event -> event.write(out));
        out.number(kept.size());
        kept.forEach(event -> event.write(out));
    }

    static Recalled read(BusReader in) throws BusFormatException {
        return new Recalled(in.list(Missed.LEAST_BYTES, Missed.Event::read), in.list(Kept.LEAST_BYTES, Kept::read));
    }
}
