package org.enfilade.internal.reach;

import java.util.List;

/**
 * What a socket has whose client has come back to another node than its own.
 *
 * @param node the one that has had it, and still keeps what is sent to it
 * @param id the socket's
 * @param rooms all but its own
 * @param endMillis when it is to be disconnected, in milliseconds of the epoch; 0 for never
 * @param data what the application keeps with it, in a form that its namespaces know
 */
public record Belongings(String node, String id, List<String> rooms, long endMillis, byte[] data) {
    public Belongings {
        rooms = List.copyOf(rooms);
    }

    void write(BusWriter out) {
        out.text(node);
        out.text(id);
        out.texts(rooms);
        out.number(endMillis);
        out.bytes(data);
    }

    static Belongings read(BusReader in) throws BusFormatException {
        return new Belongings(in.text(), in.text(), in.texts(), in.number(), in.bytes());
    }
}
