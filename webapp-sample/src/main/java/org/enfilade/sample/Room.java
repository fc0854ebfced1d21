package org.enfilade.sample;

/** The rooms there are. Were any name allowed, a client could join the room that every socket has: its own id. */
public enum Room {
    LIBRARY,
    KITCHEN,
    GARDEN
}
