package org.enfilade.internal.packet;

import org.enfilade.internal.text.JsonStrings;

/** Writes the packets that a server sends. */
final class PacketEncoder {
    private PacketEncoder() {}

    /** CONNECT with the socket's id, and with its private one if that is not {@code null}. */
    static String connect(String namespace, String socketId, String privateId) {
        StringBuilder out = head('0', '0', namespace, 0);
        out.append("{\"sid\":\"").append(socketId);
        if (privateId != null) {
            out.append("\",\"pid\":\"").append(privateId);
        }
        return out.append("\"}").toString();
    }

    /** DISCONNECT. */
    static String disconnect(String namespace) {
        StringBuilder out = head('1', '1', namespace, 0);
        return out.toString();
    }

    /** CONNECT_ERROR; {@code data} is JSON, or {@code null} to leave it out. */
    static String connectError(String namespace, String message, String data) {
        StringBuilder out = head('4', '4', namespace, 0).append("{\"message\":");
        JsonStrings.quote(message, out);
        if (data != null) {
            out.append(",\"data\":").append(data);
        }
        return out.append('}').toString();
    }

    /** EVENT, or BINARY_EVENT if there are attachments, which follow it. */
    static String event(String namespace, long id, Payload event) {
        return withId(head('2', '5', namespace, event.attachments().size()), id, event);
    }

    /** ACK, or BINARY_ACK if there are attachments, which follow it. */
    static String ack(String namespace, long id, Payload values) {
        return withId(head('3', '6', namespace, values.attachments().size()), id, values);
    }

    private static String withId(StringBuilder out, long id, Payload payload) {
        if (id != Packet.NO_ID) {
            out.append(id);
        }
        payload.appendTo(out);
        return out.toString();
    }

    private static StringBuilder head(char type, char binaryType, String namespace, int attachments) {
        StringBuilder out = new StringBuilder(64);
        if (attachments > 0) {
            out.append(binaryType).append(attachments).append('-');
        } else {
            out.append(type);
        }
        if (namespace.length() > 1) {
            out.append(namespace).append(',');
        }
        return out;
    }
}
