package org.enfilade.internal.packet;

/**
 * A packet from a client, valid as far as the protocol goes. Nobody has bound its values yet.
 *
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/">The Socket.IO protocol</a>
 */
public sealed interface Packet {
    /** An event or acknowledgement that carries no id. */
    long NO_ID = -1;

    /** The largest id: the largest integer that JavaScript can hold exactly. */
    long MAX_ID = (1L << 53) - 1;

    /** The namespace, with its leading slash. */
    String namespace();

    /** Asks to join; the auth payload is one value, or {@link Payload#NOTHING}. {@code length} as for an event. */
    record Connect(String namespace, Payload auth, int length) implements Packet {}

    /** Leaves. */
    record Disconnect(String namespace) implements Packet {}

    /** An event; {@code length} is what it occupies of the memory, roughly. */
    record Event(String namespace, long ackId, Payload payload, int length) implements Packet {}

    /** An acknowledgement; {@code length} as for an event. */
    record Ack(String namespace, long ackId, Payload payload, int length) implements Packet {}
}
