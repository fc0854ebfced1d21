package org.enfilade.internal.reach;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The members of a namespace and their rooms. Every member is in the room of its own id, which costs nothing. Safe for
 * use by any thread; a selection is a snapshot.
 *
 * @param <M> a member
 */
public final class RoomIndex<M> {
    private final Occupancy occupancy;
    private final Visits<? super M> visits;
    private final Map<String, M> members = new ConcurrentHashMap<>();
    // guarded by this
    private final Map<String, Set<String>> idsByRoom = new HashMap<>();
    // guarded by this
    private final Map<String, Set<String>> roomsById = new HashMap<>();

    /** An index whose rooms nobody else wants to hear of. */
    public RoomIndex() {
        this(Occupancy.UNNOTED, Visits.unnoted());
    }

    /** One whose members' comings and goings nobody else wants to hear of. */
    public RoomIndex(Occupancy occupancy) {
        this(occupancy, Visits.unnoted());
    }

    /** @param occupancy is told of the rooms that are not those of a member's own id, unless it notes that id */
    public RoomIndex(Occupancy occupancy, Visits<? super M> visits) {
        this.occupancy = occupancy;
        this.visits = visits;
    }

    /** Adds a member with the rooms it is in from the start. */
    public synchronized void add(String id, M member, Collection<String> rooms) {
        if (members.put(id, member) == null) {
            if (members.size() == 1) {
                occupancy.changed("", true);
            }
            boolean isFirst = !idsByRoom.containsKey(id);
            if (isFirst && occupancy.notes(id)) {
                occupancy.changed(id, true);
            }
            visits.entered(id, member, isFirst);
        }
        rooms.forEach(room -> enter(id, member, room));
    }

    /** Removes a member from everything; its rooms are returned, its own among them, and empty if it was no member. */
    public synchronized Set<String> remove(String id) {
        M member = members.remove(id);
        if (member == null) {
            return Set.of();
        }
        boolean isLast = !idsByRoom.containsKey(id);
        if (isLast && occupancy.notes(id)) {
            occupancy.changed(id, false);
        }
        visits.left(id, member, isLast);
        Set<String> rooms = new LinkedHashSet<>();
        rooms.add(id);
        Set<String> others = roomsById.remove(id);
        if (others != null) {
            others.forEach(room -> drop(id, member, room));
            rooms.addAll(others);
        }
        if (members.isEmpty()) {
            occupancy.changed("", false);
        }
        return rooms;
    }

    /**
     * The member joins all of these rooms, or none. Idempotent; without effect if there is no such member.
     *
     * @param max how many rooms it may be in, its own among them
     * @return {@code false} if these would be too many
     */
    public synchronized boolean join(String id, Collection<String> rooms, int max) {
        M member = members.get(id);
        if (member == null) {
            return true;
        }
        Set<String> fresh = new LinkedHashSet<>(rooms);
        fresh.remove(id);
        Set<String> before = roomsById.getOrDefault(id, Set.of());
        fresh.removeAll(before);
        if (!fresh.isEmpty() && 1 + before.size() + fresh.size() > max) {
            return false;
        }
        fresh.forEach(room -> enter(id, member, room));
        return true;
    }

    private void enter(String id, M member, String room) {
        if (room.equals(id)) {
            return;
        }
        roomsById.computeIfAbsent(id, key -> new LinkedHashSet<>(4)).add(room);
        Set<String> ids = idsByRoom.computeIfAbsent(room, key -> new HashSet<>(4));
        if (ids.add(id)) {
            boolean isFirst = ids.size() == 1;
            if (isFirst && !room.isEmpty() && !isNotedAsOwn(room)) {
                occupancy.changed(room, true);
            }
            visits.entered(room, member, isFirst && !members.containsKey(room));
        }
    }

    /** The member leaves a room; without effect on its own, or on one it is not in. */
    public synchronized void leave(String id, String room) {
        Set<String> rooms = roomsById.get(id);
        if (rooms != null && rooms.remove(room)) {
            if (rooms.isEmpty()) {
                roomsById.remove(id);
            }
            drop(id, members.get(id), room);
        }
    }

    private void drop(String id, M member, String room) {
        Set<String> ids = idsByRoom.get(room);
        ids.remove(id);
        boolean isLast = ids.isEmpty();
        if (isLast) {
            idsByRoom.remove(room);
            if (!room.isEmpty() && !isNotedAsOwn(room)) {
                occupancy.changed(room, false);
            }
        }
        visits.left(room, member, isLast && !members.containsKey(room));
    }

    /** Whether a member of that id is noted, whoever else is in its room. */
    private boolean isNotedAsOwn(String room) {
        return members.containsKey(room) && occupancy.notes(room);
    }

    /** The rooms of a member, its own among them; empty if there is no such member. */
    public synchronized Set<String> rooms(String id) {
        if (!members.containsKey(id)) {
            return Set.of();
        }
        Set<String> rooms = new LinkedHashSet<>();
        rooms.add(id);
        rooms.addAll(roomsById.getOrDefault(id, Set.of()));
        return rooms;
    }

    /** All members. */
    public Collection<M> members() {
        return members.values();
    }

    /** How many members there are. */
    public int size() {
        return members.size();
    }

    /** How many rooms there are, those of members' own ids left out. */
    public synchronized int roomCount() {
        return idsByRoom.size();
    }

    /** How many members are in a room; one in that of a member's own id, unless others have joined it. */
    public synchronized int size(String room) {
        return idsByRoom.getOrDefault(room, Set.of()).size() + (members.containsKey(room) ? 1 : 0);
    }

    /** The rooms with how many members are in each; those of own ids left out that nobody else has joined. */
    public synchronized Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new HashMap<>();
        idsByRoom.keySet().forEach(room -> sizes.put(room, size(room)));
        return sizes;
    }

    /** The names of the rooms, those of own ids left out that nobody else has joined; in no order. */
    public synchronized List<String> roomNames() {
        return new ArrayList<>(idsByRoom.keySet());
    }

    /** The member of that id, or {@code null}. */
    public M member(String id) {
        return members.get(id);
    }

    /**
     * The members in any of the rooms {@code to} (all members if that is empty) and in none of the rooms
     * {@code except}; each once.
     */
    public List<M> select(Set<String> to, Set<String> except) {
        if (to.isEmpty() && except.isEmpty()) {
            return new ArrayList<>(members.values());
        }
        synchronized (this) {
            List<M> selected = new ArrayList<>();
            for (String id : candidates(to)) {
                M member = members.get(id);
                if (member != null && !isIn(id, except)) {
                    selected.add(member);
                }
            }
            return selected;
        }
    }

    private Collection<String> candidates(Set<String> to) {
        if (to.isEmpty()) {
            return members.keySet();
        }
        if (to.size() == 1) {
            String room = to.iterator().next();
            Set<String> ids = idsByRoom.getOrDefault(room, Set.of());
            if (!members.containsKey(room)) {
                return ids;
            }
            if (ids.isEmpty()) {
                return Set.of(room);
            }
        }
        Set<String> ids = new LinkedHashSet<>();
        for (String room : to) {
            ids.addAll(idsByRoom.getOrDefault(room, Set.of()));
            ids.add(room);
        }
        return ids;
    }

    private boolean isIn(String id, Set<String> rooms) {
        if (rooms.isEmpty()) {
            return false;
        }
        if (rooms.contains(id)) {
            return true;
        }
        Set<String> own = roomsById.get(id);
        if (own == null) {
            return false;
        }
        for (String room : rooms) {
            if (own.contains(room)) {
                return true;
            }
        }
        return false;
    }
}
