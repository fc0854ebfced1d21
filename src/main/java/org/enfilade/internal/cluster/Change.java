package org.enfilade.internal.cluster;

import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.enfilade.internal.reach.BusWriter;

/** A first member has come to a room, or a last one has gone. {@code room} is empty for a scope as a whole. */
record Change(String key, String room, boolean occupied) {
    /** Text, text and flag. */
    static final int LEAST_BYTES = 3;

    void write(BusWriter out) {
        out.text(key);
        out.text(room);
        out.flag(occupied);
    }

    static Change read(BusReader in) throws BusFormatException {
        return new Change(in.text(), in.text(), in.flag());
    }
}
