package org.enfilade.internal.cluster;

/**
 * Another node of the view.
 *
 * @param tag what its sockets' ids end with; empty as long as it has not told
 */
record Member(State state, String tag) {
    enum State {
        /** Nothing is known of it, or not all: it gets everything. */
        UNKNOWN,
        /** It has told which rooms it has. */
        KNOWN,
        /** It does not run the application any more. */
        GONE
    }

    static final Member STRANGER = new Member(State.UNKNOWN, "");
}
