package org.enfilade.it;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;

/** A Socket.IO packet; {@code data} is null if there is none, {@code ackId} is -1 if there is none. */
record ClientPacket(char type, String namespace, int ackId, JsonValue data) {
    /** The name of an event. */
    String event() {
        return type == '2' ? data.asJsonArray().getString(0) : "";
    }

    /** The arguments of an event or an acknowledgement. */
    List<JsonValue> arguments() {
        JsonArray array = data.asJsonArray();
        return array.subList(type == '2' ? 1 : 0, array.size());
    }

    /** One of {@link #arguments()} as a text. */
    String text(int index) {
        JsonValue value = arguments().get(index);
        return value instanceof JsonString string ? string.getString() : value.toString();
    }

    static ClientPacket parse(String packet) {
        int at = 1;
        String namespace = "/";
        if (packet.startsWith("/", at)) {
            int comma = packet.indexOf(',');
            namespace = packet.substring(at, comma < 0 ? packet.length() : comma);
            at = comma < 0 ? packet.length() : comma + 1;
        }
        int digits = at;
        while (digits < packet.length() && Character.isDigit(packet.charAt(digits))) {
            digits++;
        }
        int ackId = digits == at ? -1 : Integer.parseInt(packet.substring(at, digits));
        JsonValue data = digits == packet.length() ? null : SocketIOClient.json(packet.substring(digits));
        return new ClientPacket(packet.charAt(0), namespace, ackId, data);
    }
}
