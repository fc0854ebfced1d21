package org.enfilade.internal.cluster;

/**
 * How much a node has been told of the rooms of this one. Guarded by the {@link Announcements} that tell it.
 *
 * <p>It is deaf until it asks for the list; then told every change; behind when something could not be sent to it,
 * until the list has been sent again; and then catching up until it acknowledges that list. What it acknowledges while
 * it is behind or catching up is void: it would acknowledge later changes without having heard of those in between.
 */
final class Listening {
    private enum State {
        DEAF,
        TOLD,
        BEHIND,
        CATCHING_UP
    }

    private State state = State.DEAF;
    private boolean asks;
    private boolean silent;
    private boolean retrying;
    private boolean over;
    /** All changes up to that number are known to it, or nobody waits for it to know them. */
    private long acknowledged;
    /** What it has to acknowledge to have caught up. */
    private long listed;

    /** The node has gone, or is another one now. */
    void end() {
        over = true;
        asks = false;
        state = State.DEAF;
    }

    /** It wants the list, and has been heard of: it is waited for again. */
    void asks(long lastNumber) {
        if (!over) {
            asks = true;
            heard(lastNumber);
        }
    }

    private void heard(long lastNumber) {
        if (silent) {
            silent = false;
            acknowledged = lastNumber;
        }
    }

    boolean isAsking() {
        return asks;
    }

    /** It is about to get the list, which has all changes up to that number. */
    void listBegins(long number) {
        asks = false;
        listed = number;
        if (state == State.DEAF) {
            state = State.TOLD;
            acknowledged = number;
        }
    }

    /** The list has been sent; whether it has to be acknowledged. */
    boolean listEnds() {
        if (state == State.BEHIND) {
            state = State.CATCHING_UP;
        }
        return state == State.CATCHING_UP;
    }

    boolean isTold() {
        return state != State.DEAF;
    }

    /** Something could not be sent; whether to try again later, unless that is under way. */
    boolean fellBehind() {
        if (state == State.DEAF) {
            return false;
        }
        state = State.BEHIND;
        boolean isFirst = !retrying;
        retrying = true;
        return isFirst;
    }

    /** It is time to try again. */
    void retry() {
        retrying = false;
        asks |= state == State.BEHIND;
    }

    /** It says that it knows the changes up to that number. */
    void knows(long number, long lastNumber) {
        if (state == State.DEAF || state == State.BEHIND || state == State.CATCHING_UP && number < listed) {
            return;
        }
        state = State.TOLD;
        acknowledged = Math.max(acknowledged, number);
        heard(lastNumber);
    }

    /** Whether a change of that number waits for this node. */
    boolean owes(long number) {
        return state != State.DEAF && !silent && acknowledged < number;
    }

    /** Nobody waits for it until it is heard of again. */
    void fellSilent() {
        silent = true;
    }
}
