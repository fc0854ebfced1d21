package org.enfilade.internal.reach;

/**
 * An event of a node, as another one keeps it in case that goes.
 *
 * @param position in the log of its node
 */
public record Kept(String namespace, long position, Audience audience, Missed.Event event) {
    static final int LEAST_BYTES = 9;

    void write(BusWriter out) {
        out.text(namespace);
        out.number(position);
        audience.write(out);
        event.write(out);
    }

    static Kept read(BusReader in) throws BusFormatException {
        return new Kept(in.text(), in.number(), Audience.read(in), Missed.Event.read(in));
    }
}
