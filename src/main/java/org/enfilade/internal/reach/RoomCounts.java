package org.enfilade.internal.reach;

import java.util.ArrayList;
import java.util.List;

/**
 * Rooms of one node, in the order of their names.
 *
 * @param node its name; empty if it has no cluster
 * @param sockets how many its namespace has
 * @param rooms those that were asked for
 * @param goesOn whether there are more behind the last one
 */
public record RoomCounts(String node, int sockets, List<Count> rooms, boolean goesOn) {
    /** How much the names may take, whatever clients have made of them; one room is told of in any case. */
    private static final int MAX_BYTES = 1 << 20;

    /** How many are in a room. */
    public record Count(String room, int size) {
        private static final int LEAST_BYTES = 2;

        private void write(BusWriter out) {
            out.text(room);
            out.number(size);
        }

        private static Count read(BusReader in) throws BusFormatException {
            return new Count(in.text(), in.count());
        }
    }

    public RoomCounts {
        rooms = List.copyOf(rooms);
    }

    /** Those of an index. Its names are looked through outside of its lock. */
    public static RoomCounts of(String node, RoomIndex<?> index, RoomQuery query) {
        List<String> names = query.first(index.roomNames());
        List<Count> counts = new ArrayList<>();
        int bytes = 0;
        for (String name : names) {
            // UTF-8 takes at most three bytes for each char
            bytes += 3 * Math.min(name.length(), MAX_BYTES);
            if (counts.size() == query.max() || bytes > MAX_BYTES && !counts.isEmpty()) {
                return new RoomCounts(node, index.size(), counts, true);
            }
            int size = index.size(name);
            if (size > 0) {
                counts.add(new Count(name, size));
            }
        }
        return new RoomCounts(node, index.size(), counts, false);
    }

    void write(BusWriter out) {
        out.text(node);
        out.number(sockets);
        out.number(rooms.size());
        rooms.forEach(count -> count.write(out));
        out.flag(goesOn);
    }

    static RoomCounts read(BusReader in) throws BusFormatException {
        return new RoomCounts(in.text(), in.count(), in.list(Count.LEAST_BYTES, Count::read), in.flag());
    }
}
