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
    /** It has been given to another node, which does not have it yet: nobody knows where it will be. */
    public static final Belongings UNDER_WAY = new Belongings("", "", List.of(), 0, new byte[0]);

    /** The same client is on its way to the node that says this, which has not found them yet. */
    public static final Belongings LOOKED_FOR = new Belongings("?", "", List.of(), 0, new byte[0]);

    /** The client has come to the node that says this later than to who asks, and has its session there. */
    public static final Belongings HAVE_COME_LATER = new Belongings("!", "", List.of(), 0, new byte[0]);

    public Belongings {
        rooms = List.copyOf(rooms);
    }

    /** Whether these are what a client has, and not a word about where that may be. */
    public boolean areHere() {
        return !id.isEmpty();
    }

    public boolean areUnderWay() {
        return !areHere() && node.equals(UNDER_WAY.node);
    }

    public boolean haveComeLater() {
        return !areHere() && node.equals(HAVE_COME_LATER.node);
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
