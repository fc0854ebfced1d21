package org.enfilade.internal.reach;

import java.util.List;
import java.util.PriorityQueue;

/**
 * Which rooms are asked for.
 *
 * @param prefix what their names begin with
 * @param after the name that they come after
 * @param max how many at most
 */
public record RoomQuery(String prefix, String after, int max) {
    /** How many rooms may be asked for at a time. */
    public static final int MOST = 10_000;

    public RoomQuery {
        if (max < 1 || max > MOST) {
            throw new IllegalArgumentException("from 1 to " + MOST + " rooms can be asked for, not " + max);
        }
    }

    /** Whether it asks for a room of that name. */
    public boolean matches(String name) {
        return name.startsWith(prefix) && name.compareTo(after) > 0;
    }

    /** The first of these names that it asks for, and one more if there are more; in order. */
    List<String> first(List<String> names) {
        PriorityQueue<String> lowest = new PriorityQueue<>((one, other) -> other.compareTo(one));
        for (String name : names) {
            boolean isLow = lowest.size() <= max || name.compareTo(lowest.peek()) < 0;
            if (isLow && matches(name) && isWellFormed(name)) {
                lowest.add(name);
                if (lowest.size() > max + 1) {
                    lowest.poll();
                }
            }
        }
        return lowest.stream().sorted().toList();
    }

    /** Another name would be another one on its way between nodes. */
    private static boolean isWellFormed(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean isPair = Character.isHighSurrogate(c)
                        && i + 1 < name.length()
                        && Character.isLowSurrogate(name.charAt(i + 1));
                if (!isPair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    void write(BusWriter out) {
        out.text(prefix);
        out.text(after);
        out.number(max);
    }

    static RoomQuery read(BusReader in) throws BusFormatException {
        String prefix = in.text();
        String after = in.text();
        long max = in.number();
        if (max < 1 || max > MOST) {
            throw new BusFormatException("a question for " + max + " rooms");
        }
        return new RoomQuery(prefix, after, (int) max);
    }
}
