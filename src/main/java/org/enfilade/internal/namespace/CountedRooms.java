package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.enfilade.RoomPage;
import org.enfilade.internal.reach.RoomCounts;
import org.enfilade.internal.reach.RoomQuery;

/**
 * What nodes have counted, as one page.
 *
 * @param nextOrNull the name of the last room, if there are more
 */
record CountedRooms(List<Room> rooms, Map<String, Integer> sockets, String nextOrNull, List<String> missingNodes)
        implements RoomPage {
    /** The members of a room by the name of their node. */
    private record Members(String name, int size, Map<String, Integer> sizes) implements Room {
        static Members of(String name, Map<String, Integer> sizes) {
            int sum = sizes.values().stream().mapToInt(Integer::intValue).sum();
            return new Members(name, sum, Collections.unmodifiableMap(sizes));
        }
    }

    /**
     * The page of these answers. Behind the last room of a node that has more it may have any: what the others have
     * there is for the next page.
     */
    static CountedRooms of(RoomQuery query, List<RoomCounts> answers, List<String> missingNodes) {
        Map<String, Integer> sockets = new TreeMap<>();
        TreeMap<String, Map<String, Integer>> byName = new TreeMap<>();
        String end = null;
        for (RoomCounts answer : answers) {
            if (answer.sockets() > 0) {
                sockets.put(answer.node(), answer.sockets());
            }
            String last = null;
            for (RoomCounts.Count count : answer.rooms()) {
                if (query.matches(count.room())) {
                    last = count.room();
                    byName.computeIfAbsent(last, name -> new TreeMap<>()).put(answer.node(), count.size());
                }
            }
            if (answer.goesOn() && last != null && (end == null || last.compareTo(end) < 0)) {
                end = last;
            }
        }
        List<Room> rooms = new ArrayList<>();
        boolean goesOn = end != null;
        for (Map.Entry<String, Map<String, Integer>> each : byName.entrySet()) {
            if (rooms.size() == query.max() || end != null && each.getKey().compareTo(end) > 0) {
                goesOn = true;
                break;
            }
            rooms.add(Members.of(each.getKey(), each.getValue()));
        }
        String next = goesOn ? rooms.get(rooms.size() - 1).name() : null;
        return new CountedRooms(
                Collections.unmodifiableList(rooms), Collections.unmodifiableMap(sockets), next, missingNodes);
    }

    @Override
    public Optional<String> next() {
        return Optional.ofNullable(nextOrNull);
    }
}
