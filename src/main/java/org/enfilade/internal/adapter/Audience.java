package org.enfilade.internal.adapter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.enfilade.internal.room.RoomIndex;

/**
 * Who is meant: everybody in any of the rooms {@code to}, or everybody if there are none, but nobody in any of the rooms
 * {@code except}. Immutable.
 *
 * @param local whether only this node is meant
 */
public record Audience(Set<String> to, Set<String> except, boolean local) {
    /** Everybody. */
    public static final Audience EVERYBODY = new Audience(Set.of(), Set.of(), false);

    public Audience {
        to = Set.copyOf(to);
        except = Set.copyOf(except);
    }

    /** Also the sockets in these rooms. */
    public Audience to(String... rooms) {
        return new Audience(with(to, rooms), except, local);
    }

    /** Not the sockets in these rooms. */
    public Audience except(String... rooms) {
        return new Audience(to, with(except, rooms), local);
    }

    /** Only this node. */
    public Audience onlyLocal() {
        return new Audience(to, except, true);
    }

    /** The members that are meant; each once. */
    public <M> List<M> in(RoomIndex<M> rooms) {
        return rooms.select(to, except);
    }

    private static Set<String> with(Set<String> rooms, String... more) {
        Set<String> all = new LinkedHashSet<>(rooms);
        all.addAll(List.of(more));
        return all;
    }
}
