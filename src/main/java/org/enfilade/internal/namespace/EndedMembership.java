package org.enfilade.internal.namespace;

import java.util.Set;

/**
 * What ended.
 *
 * @param wasConnected whether the application knows of it
 * @param rooms where it was
 * @param isKept whether its place in the namespace is kept, since its client may come back
 */
record EndedMembership(boolean wasConnected, Set<String> rooms, boolean isKept) {
    EndedMembership andKept() {
        return new EndedMembership(wasConnected, rooms, true);
    }
}
