package org.enfilade.internal.recovery;

/**
 * A moment in what is sent in a namespace.
 *
 * @param position in this node's log
 * @param progress what has come of other nodes by then
 */
public record Mark(long position, Progress progress) {
    /** On a node that is alone. */
    public static Mark at(long position) {
        return new Mark(position, Progress.NONE);
    }
}
