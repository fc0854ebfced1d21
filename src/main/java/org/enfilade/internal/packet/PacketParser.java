package org.enfilade.internal.packet;

import org.enfilade.internal.engine.Message;

/**
 * How packets travel: the port through which they become messages of the engine, and messages become packets. There is
 * one for each server, as in the reference, so that a broadcast is written once for all its receivers. Safe for use by
 * any thread.
 *
 * <p>A class and no interface: with one parser loaded, calls are bound to it.
 */
public abstract class PacketParser {
    /** What reads the messages of one connection. */
    public abstract PacketReader newReader();

    /** How many binary values a packet to a client may have: as many as the official clients accept. */
    public int maxAttachments() {
        return 10;
    }

    /**
     * CONNECT with the socket's id.
     *
     * @param privateId by which the client may come back; {@code null} if it may not
     */
    public abstract Message connect(String namespace, String socketId, String privateId);

    /** DISCONNECT. */
    public abstract Message disconnect(String namespace);

    /**
     * CONNECT_ERROR.
     *
     * @param data one value, or {@link Payload#NOTHING}
     * @throws IllegalArgumentException if the data cannot be sent
     */
    public abstract Message connectError(String namespace, String message, Payload data);

    /** An event. */
    public abstract Message event(String namespace, long id, Payload event);

    /** An acknowledgement. */
    public abstract Message ack(String namespace, long id, Payload values);
}
