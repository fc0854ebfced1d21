package org.enfilade.internal.packet;

import java.util.Set;

/** The names that belong to Socket.IO itself. */
public final class EventNames {
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private EventNames() {}

    /** Whether neither client nor server may emit an event of this name. */
    public static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }
}
