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
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.enfilade.internal.reach.BusWriter;
import org.enfilade.internal.reach.Origin;

/**
 * When a socket was in which rooms: what it was meant to get does not depend on the rooms that it is in when it comes
 * back. It is told in positions of its node's log, and for what other nodes have emitted by what had come of them. Not
 * safe for use by several threads.
 */
public final class Stays implements PacketLog.Selection {
    /** How many stays that have ended are known. */
    static final int MAX_PAST = 256;

    private static final int LEAST_BYTES = 3;

    /** In the room for what is behind {@code after}, up to {@code until}. */
    private record Stay(String room, Mark after, Mark until) {
        boolean covers(long position) {
            return after.position() < position && position <= until.position();
        }

        boolean covers(Origin origin) {
            return !after.progress().has(origin) && until.progress().has(origin);
        }
    }

    private final String id;
    /** {@code null} before that. */
    private Mark admitted;

    private final Map<String, Mark> current = new HashMap<>(4);
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

    /** It is in its namespace, and in these rooms, for what is behind the mark; the first time counts. */
    public void admitted(Collection<String> rooms, Mark mark) {
        if (admitted == null) {
            admitted = mark;
        }
        Set<String> left = new HashSet<>(current.keySet());
        left.removeAll(rooms);
        left.forEach(room -> left(room, mark));
        rooms.forEach(room -> joined(room, mark));
    }

    /** It has joined a room for what is behind the mark, unless it is there. */
    public void joined(String room, Mark mark) {
        if (!room.equals(id)) {
            current.putIfAbsent(room, mark);
        }
    }

    /** It has left a room; what is behind the mark is not for it. */
    public void left(String room, Mark mark) {
        Mark since = current.remove(room);
        if (since == null || since.equals(mark)) {
            return;
        }
        past.add(new Stay(room, since, mark));
        if (past.size() > MAX_PAST) {
            certain = Math.max(certain, past.remove().until.position());
        }
    }

    /** The client has everything up to a position: what ended before is of no interest any more. */
    public void received(long position) {
        while (!past.isEmpty() && past.peek().until.position() <= position) {
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
        boolean isMeant = audience.isNarrowed()
                ? wasInAny(audience.to(), position)
                : admitted != null && position > admitted.position();
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
            Mark since = current.get(room);
            if (since != null && since.position() < position) {
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
            if (stay.until.position() < position) {
                return false;
            }
            if (stay.covers(position) && rooms.contains(stay.room())) {
                return true;
            }
        }
        return false;
    }

    /** Whether it was meant by what another node had emitted to an audience; also by what has not come from there. */
    public boolean meets(Audience audience, Origin origin) {
        boolean isMeant = audience.isNarrowed()
                ? wasInAny(audience.to(), origin)
                : admitted != null && !admitted.progress().has(origin);
        return isMeant && !wasInAny(audience.except(), origin);
    }

    private boolean wasInAny(Set<String> rooms, Origin origin) {
        if (rooms.isEmpty()) {
            return false;
        }
        if (rooms.contains(id)) {
            return true;
        }
        Predicate<String> isIn = room -> {
            Mark since = current.get(room);
            return since != null && !since.progress().has(origin);
        };
        return rooms.stream().anyMatch(isIn)
                || past.stream().anyMatch(stay -> rooms.contains(stay.room) && stay.covers(origin));
    }

    // --- on the bus

    /** All that was written with marks. */
    Stream<Progress> progresses() {
        return Stream.of(
                        Stream.ofNullable(admitted),
                        current.values().stream(),
                        past.stream().flatMap(stay -> Stream.of(stay.after, stay.until)))
                .flatMap(marks -> marks)
                .map(Mark::progress);
    }

    /** @param numbers of the progresses, which are written apart */
    void write(BusWriter out, ToIntFunction<Progress> numbers) {
        out.text(id);
        out.flag(admitted != null);
        if (admitted != null) {
            write(admitted, out, numbers);
        }
        out.number(current.size());
        current.forEach((room, since) -> {
            out.text(room);
            write(since, out, numbers);
        });
        out.number(past.size());
        for (Stay stay : past) {
            out.text(stay.room);
            write(stay.after, out, numbers);
            write(stay.until, out, numbers);
        }
        out.number(certain);
    }

    static void write(Mark mark, BusWriter out, ToIntFunction<Progress> numbers) {
        out.number(mark.position());
        out.number(numbers.applyAsInt(mark.progress()));
    }

    static Stays read(BusReader in, List<Progress> progresses) throws BusFormatException {
        Stays stays = new Stays(in.text());
        if (in.flag()) {
            stays.admitted = mark(in, progresses);
        }
        for (Stay stay : in.list(LEAST_BYTES, each -> new Stay(each.text(), mark(each, progresses), null))) {
            stays.current.put(stay.room, stay.after);
        }
        stays.past.addAll(
                in.list(LEAST_BYTES, each -> new Stay(each.text(), mark(each, progresses), mark(each, progresses))));
        stays.certain = in.number();
        return stays;
    }

    static Mark mark(BusReader in, List<Progress> progresses) throws BusFormatException {
        long position = in.number();
        int number = in.count();
        if (number >= progresses.size()) {
            throw new BusFormatException("a mark of nothing");
        }
        return new Mark(position, progresses.get(number));
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
