package org.enfilade.internal.packet;

import java.util.List;
import java.util.Set;
import org.enfilade.internal.text.JsonStrings;

/** The names that belong to Socket.IO itself. */
public final class EventNames {
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private EventNames() {}

    /** Whether neither client nor server may emit an event of this name. */
    public static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    /** The name that the elements of a client's event begin with. */
    static String first(List<String> elements) throws ProtocolException {
        if (elements.isEmpty()) {
            throw new ProtocolException("an event without a name");
        }
        String first = elements.get(0);
        char c = first.charAt(0);
        if (c != '"') {
            if (c == '-' || (c >= '0' && c <= '9')) {
                return first;
            }
            throw new ProtocolException("an event whose name is neither a text nor a number");
        }
        String name = first.indexOf('\\') < 0 ? first.substring(1, first.length() - 1) : JsonStrings.unquote(first);
        if (isReserved(name)) {
            throw new ProtocolException("an event with the reserved name " + name);
        }
        return name;
    }
}
