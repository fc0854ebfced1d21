package org.enfilade.internal.recovery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.enfilade.internal.reach.Audience;

/**
 * When a socket was in which rooms, in positions of the log: what it was meant to get does not depend on the rooms that
 * it is in when it comes back. Not safe for use by several threads.
 */
public final class Stays implements PacketLog.Selection {
    /** How many stays that have ended are known. */
    static final int MAX_PAST = 256;

    /** In the room for what is behind {@code after}, up to {@code until}. */
    private record Stay(String room, long after, long until) {
        boolean covers(long position) {
            return after < position && position <= until;
        }
    }

    private final String id;
    private long admitted = Long.MAX_VALUE;
    private final Map<String, Long> current = new HashMap<>(4);
    /** The oldest end first. */
    private final ArrayDeque<Stay> past = new ArrayDeque<>(0);

    private long certain;

    /** @param id what the socket's own room is called, in which it is from first to last */
    public Stays(String id) {
        this.id = id;
    }

    /** The same as it is now, for somebody who reads it while this one may change. */
    public Stays copy() {
        Stays copy = new Stays(id);
        copy.admitted = admitted;
        copy.current.putAll(current);
        copy.past.addAll(past);
        copy.certain = certain;
        return copy;
    }

    /** It is in its namespace, and in these rooms, for what is behind the position; the first time counts. */
    public void admitted(Collection<String> rooms, long position) {
        admitted = Math.min(admitted, position);
        Set<String> left = new HashSet<>(current.keySet());
        left.removeAll(rooms);
        left.forEach(room -> left(room, position));
        rooms.forEach(room -> joined(room, position));
    }

    /** It has joined a room for what is behind the position, unless it is there. */
    public void joined(String room, long position) {
        if (!room.equals(id)) {
            current.putIfAbsent(room, position);
        }
    }

    /** It has left a room; what is behind the position is not for it. */
    public void left(String room, long position) {
        Long since = current.remove(room);
        if (since == null || since == position) {
            return;
        }
        past.add(new Stay(room, since, position));
        if (past.size() > MAX_PAST) {
            certain = Math.max(certain, past.remove().until());
        }
    }

    /** The client has everything up to a position: what ended before is of no interest any more. */
    public void received(long position) {
        while (!past.isEmpty() && past.peek().until() <= position) {
            past.remove();
        }
    }

    /** From which position on these stays are complete. */
    @Override
    public long certain() {
        return certain;
    }

    /** The rooms that it is in, but its own. */
    public List<String> rooms() {
        return new ArrayList<>(current.keySet());
    }

    /** Whether it was meant by what was sent to an audience. */
    @Override
    public boolean meets(Audience audience, long position) {
        boolean isMeant = audience.isNarrowed() ? wasInAny(audience.to(), position) : position > admitted;
        return isMeant && !wasInAny(audience.except(), position);
    }

    private boolean wasInAny(Set<String> rooms, long position) {
        if (rooms.isEmpty()) {
            return false;
        }
        if (rooms.contains(id)) {
            return true;
        }
        for (String room : rooms) {
            Long since = current.get(room);
            if (since != null && since < position) {
                return true;
            }
        }
        return !past.isEmpty() && hadStay(rooms, position);
    }

    private boolean hadStay(Set<String> rooms, long position) {
        // the latest end first: stays that ended before the position are all behind the first of them
        Iterator<Stay> latest = past.descendingIterator();
        while (latest.hasNext()) {
            Stay stay = latest.next();
            if (stay.until() < position) {
                return false;
            }
            if (stay.covers(position) && rooms.contains(stay.room())) {
                return true;
            }
        }
        return false;
    }

    /** About what it occupies. */
    long weight() {
        long weight = 0;
        for (String room : current.keySet()) {
            weight += weightOf(room);
        }
        for (Stay stay : past) {
            weight += weightOf(stay.room());
        }
        return weight;
    }

    private static long weightOf(String room) {
        return 128 + 2L * room.length();
    }
}
