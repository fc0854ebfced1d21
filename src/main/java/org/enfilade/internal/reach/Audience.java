package org.enfilade.internal.reach;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who is meant: everybody, or who is in any of the rooms {@code to}, which is nobody if there are none; but nobody in
 * any of the rooms {@code except}. Immutable.
 *
 * @param isNarrowed whether only rooms are meant
 * @param local whether only this node is meant
 */
public record Audience(boolean isNarrowed, Set<String> to, Set<String> except, boolean local) {
    /** Everybody. */
    public static final Audience EVERYBODY = new Audience(Set.of(), Set.of(), false);

    public Audience {
        to = Set.copyOf(to);
        except = Set.copyOf(except);
    }

    /** Everybody if there are no rooms {@code to}. */
    public Audience(Set<String> to, Set<String> except, boolean local) {
        this(!to.isEmpty(), to, except, local);
    }

    /** Also the sockets in these rooms. */
    public Audience to(String... rooms) {
        return new Audience(true, with(to, rooms), except, local);
    }

    /** Not the sockets in these rooms. */
    public Audience except(String... rooms) {
        return new Audience(isNarrowed, to, with(except, rooms), local);
    }

    /** Only this node. */
    public Audience onlyLocal() {
        return new Audience(isNarrowed, to, except, true);
    }

    /** Whether nobody can be meant, whoever is there. */
    public boolean isNobody() {
        return isNarrowed && to.isEmpty();
    }

    /** The members that are meant; each once. */
    public <M> List<M> in(RoomIndex<M> rooms) {
        return isNobody() ? List.of() : rooms.select(to, except);
    }

    /** Writes an audience that is not nobody. */
    void write(BusWriter out) {
        out.texts(to);
        out.texts(except);
    }

    /** Reads it as one of this node only. */
    static Audience read(BusReader in) throws BusFormatException {
        return new Audience(Set.copyOf(in.texts()), Set.copyOf(in.texts()), true);
    }

    private static Set<String> with(Set<String> rooms, String... more) {
        Set<String> all = new LinkedHashSet<>(rooms);
        all.addAll(List.of(more));
        return all;
    }
}
