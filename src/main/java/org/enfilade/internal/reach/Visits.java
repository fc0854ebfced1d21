package org.enfilade.internal.reach;

/**
 * Who notes who comes into the rooms of an index and leaves them; also the room of a member's own id. Called under the
 * lock of the index, in the order of the changes: may only take a note.
 *
 * @param <M> a member
 */
public interface Visits<M> {
    /** Nobody does. */
    static <M> Visits<M> unnoted() {
        return new Visits<>() {
            @Override
            public void entered(String room, M member, boolean isFirst) {}

            @Override
            public void left(String room, M member, boolean isLast) {}
        };
    }

    /** @param isFirst whether there was no such room before */
    void entered(String room, M member, boolean isFirst);

    /** @param isLast whether there is no such room any more */
    void left(String room, M member, boolean isLast);
}
