package org.enfilade.junit;

import jakarta.json.JsonValue;

/**
 * A Socket.IO packet as a client reads it.
 *
 * @param attachments how many follow
 * @param ackId -1 if there is none
 * @param data null if there is none
 */
record ClientPacket(char type, int attachments, String namespace, int ackId, JsonValue data) {
    static ClientPacket parse(String packet) {
        int at = 1;
        int attachments = 0;
        if (packet.charAt(0) == '5' || packet.charAt(0) == '6') {
            int dash = packet.indexOf('-');
            attachments = Integer.parseInt(packet.substring(1, dash));
            at = dash + 1;
        }
        String namespace = "/";
        if (packet.startsWith("/", at)) {
            int comma = packet.indexOf(',', at);
            int end = comma < 0 ? packet.length() : comma;
            namespace = packet.substring(at, end);
            at = Math.min(packet.length(), end + 1);
        }
        int digits = at;
        while (digits < packet.length() && Character.isDigit(packet.charAt(digits))) {
            digits++;
        }
        int ackId = digits == at ? -1 : Integer.parseInt(packet.substring(at, digits));
        JsonValue data = digits == packet.length() ? null : ClientJson.parse(packet.substring(digits));
        return new ClientPacket(packet.charAt(0), attachments, namespace, ackId, data);
    }

    static String prefix(String namespace) {
        return namespace.equals("/") ? "" : namespace + ",";
    }
}
