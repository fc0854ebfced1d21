package org.enfilade.internal.reach;

import java.util.HashSet;
import java.util.Set;

/**
 * Makes one of two indexes: a room is occupied while it is in either of them. Of each index it hears of first and last
 * members only.
 */
public final class JointOccupancy implements Occupancy {
    private final Occupancy next;
    // guarded by this
    private final Set<String> inOne = new HashSet<>();
    private final Set<String> inBoth = new HashSet<>();

    public JointOccupancy(Occupancy next) {
        this.next = next;
    }

    /** Passes it on under its lock, so that the order stays. */
    @Override
    public synchronized void changed(String room, boolean occupied) {
        if (occupied) {
            if (inOne.add(room)) {
                next.changed(room, true);
            } else {
                inBoth.add(room);
            }
        } else if (!inBoth.remove(room)) {
            inOne.remove(room);
            next.changed(room, false);
        }
    }

    @Override
    public boolean notes(String id) {
        return next.notes(id);
    }
}
