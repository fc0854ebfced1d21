package org.enfilade.conformance;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.enfilade.Broadcast;
import org.enfilade.Socket;

/** What the events {@code cast} and {@code cast:ack} ask for: an event, and whom it is for. */
record Cast(Map<String, Object> spec) {
    String event() {
        return (String) spec.get("event");
    }

    Object[] args() {
        return spec.get("args") instanceof List<?> args ? args.toArray() : new Object[0];
    }

    Duration timeout() {
        return Duration.ofMillis(((BigDecimal) spec.get("timeout")).longValue());
    }

    Broadcast audience(Socket sender) {
        Broadcast audience = switch (String.valueOf(spec.get("via"))) {
            case "socket" -> sender.broadcast();
            case "self" -> sender.namespace().to(sender.id());
            default -> sender.namespace();
        };
        if (spec.get("to") != null) { // to() without a room would be for nobody
            audience = audience.to(rooms(spec.get("to")));
        }
        audience = audience.except(rooms(spec.get("except")));
        return Boolean.TRUE.equals(spec.get("volatile")) ? audience.bestEffort() : audience;
    }

    /** No room, one room, or a list of rooms. */
    static String[] rooms(Object value) {
        if (value instanceof List<?> rooms) {
            return rooms.toArray(String[]::new);
        }
        return value == null ? new String[0] : new String[] {(String) value};
    }
}
