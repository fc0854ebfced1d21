package org.enfilade;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some of the rooms that a namespace has on all nodes, in the order of their names, as {@link Namespace#fetchRooms}
 * returns them; a snapshot, all of whose collections are unmodifiable. Only the library implements this interface.
 *
 * <p>Nodes appear by the names that {@link Cluster} has for them; a server without a cluster by an empty text.
 */
public interface RoomPage {
    /** A room that has members. Only the library implements this interface. */
    interface Room {
        /** The name. */
        String name();

        /** How many sockets are in it, on all nodes together. */
        int size();

        /** How many sockets are in it on each node that has some. */
        Map<String, Integer> sizes();
    }

    /** The rooms, in the order of their names ({@link String#compareTo}). */
    List<Room> rooms();

    /** How many sockets the whole namespace has on each node that has answered, be they in one of the rooms or not. */
    Map<String, Integer> sockets();

    /** The name after which the next page begins; empty if there are no more rooms. */
    Optional<String> next();

    /**
     * The names of the nodes that have not answered within five seconds, or have gone; their sockets are not counted.
     */
    List<String> missingNodes();
}
