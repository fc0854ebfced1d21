package org.enfilade.internal.engine;

/** What became of a message that was put into a session's queue. */
public enum Queued {
    /** The session is closing. */
    DROPPED,
    WAITS,
    /** It waits, and collecting more brings nothing. */
    WAITS_WITH_MUCH,
    FULL
}
