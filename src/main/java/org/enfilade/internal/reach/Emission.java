package org.enfilade.internal.reach;

/**
 * An emission that clients may come back for, as its receivers know it.
 *
 * @param settled all of that node's emissions up to that number have been sent before, or with this one, and those
 *     behind it may have been or not; 0 if nobody can be asked for them later
 */
public record Emission(Origin origin, long settled) {
    /** One that nobody comes back for on another node. */
    public static final Emission NONE = new Emission(Origin.NONE, 0);

    void write(BusWriter out) {
        origin.write(out);
        out.number(settled);
    }

    static Emission read(BusReader in) throws BusFormatException {
        return new Emission(Origin.read(in), in.number());
    }
}
