package org.enfilade.internal.reach;

/** Who notes that a room has got its first member, or lost its last one. */
public interface Occupancy {
    /** Nobody does. */
    Occupancy UNNOTED = (room, occupied) -> {};

    /**
     * Called under the lock of the index, in the order of the changes: may only take a note.
     *
     * @param room empty for all rooms together
     */
    void changed(String room, boolean occupied);

    /** Whether the room of a member's own id is noted too: nobody knows by the id alone where that member is. */
    default boolean notes(String id) {
        return false;
    }
}
