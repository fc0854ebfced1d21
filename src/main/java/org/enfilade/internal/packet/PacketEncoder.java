package org.enfilade.internal.packet;

import org.enfilade.internal.text.JsonStrings;

/** Writes the packets that a server sends. */
final class PacketEncoder {
    private PacketEncoder() {}

    /** CONNECT with the socket's id, and with its private one if that is not {@code null}. */
    static String connect(String namespace, String socketId, String privateId) {
        StringBuilder out = head('0', namespace);
        return out.append(connectData(socketId, privateId)).toString();
    }

    /** What CONNECT carries. */
    static String connectData(String socketId, String privateId) {
        String pid = privateId == null ? "" : "\",\"pid\":\"" + privateId;
        return "{\"sid\":\"" + socketId + pid + "\"}";
    }

    /** CONNECT to a client that knows the socket's id. */
    static String connect(String namespace) {
        return head('0', namespace).toString();
    }

    /** DISCONNECT. */
    static String disconnect(String namespace) {
        StringBuilder out = head('1', namespace);
        return out.toString();
    }

    /** CONNECT_ERROR; the data are one value, or none. */
    static String connectError(String namespace, String message, Payload data) {
        return head('4', namespace).append(errorData(message, data)).toString();
    }

    /** What CONNECT_ERROR carries. */
    static String errorData(String message, Payload data) {
        StringBuilder out = new StringBuilder("{\"message\":");
        JsonStrings.quote(message, out);
        if (data.size() > 0) {
            out.append(",\"data\":").append(data.elements().get(0));
        }
        return out.append('}').toString();
    }

    /** ERROR; {@code data} is JSON, or {@code null} to send the message. */
    static String error(String namespace, String message, String data) {
        StringBuilder out = head('4', namespace);
        if (data != null) {
            out.append(data);
        } else {
            JsonStrings.quote(message, out);
        }
        return out.toString();
    }

    /** EVENT, or BINARY_EVENT if there are attachments, which follow it. */
    static String event(String namespace, long id, Payload event) {
        return withId(head('2', '5', namespace, event), id, event);
    }

    /** ACK, or BINARY_ACK if there are attachments, which follow it. */
    static String ack(String namespace, long id, Payload values) {
        return withId(head('3', '6', namespace, values), id, values);
    }

    private static String withId(StringBuilder out, long id, Payload payload) {
        if (id != Packet.NO_ID) {
            out.append(id);
        }
        payload.appendTo(out);
        return out.toString();
    }

    private static StringBuilder head(char type, char binaryType, String namespace, Payload payload) {
        int attachments = payload.attachments().size();
        StringBuilder out = new StringBuilder(64 + payload.textLength());
        if (attachments > 0) {
            out.append(binaryType).append(attachments).append('-');
        } else {
            out.append(type);
        }
        return in(namespace, out);
    }

    private static StringBuilder head(char type, String namespace) {
        return in(namespace, new StringBuilder(64).append(type));
    }

    private static StringBuilder in(String namespace, StringBuilder out) {
        if (namespace.length() > 1) {
            out.append(namespace).append(',');
        }
        return out;
    }
}
