package org.enfilade.internal.namespace;

/** What happens to a room on this node. */
public enum RoomChange {
    /** It gets its first socket. */
    CREATE,
    /** A socket joins it. */
    JOIN,
    /** A socket leaves it. */
    LEAVE,
    /** It has lost its last socket. */
    DELETE
}
