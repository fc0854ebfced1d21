package org.enfilade.internal.packet;

/** Turns the messages of one connection into packets; not safe for use by several threads. */
public abstract class PacketReader {
    /** Reads a text message; {@code null} if it completes no packet. */
    public abstract Packet text(String message) throws ProtocolException;

    /** Reads a binary message, whose array is the reader's; {@code null} if it completes no packet for anybody. */
    public abstract Packet binary(byte[] message) throws ProtocolException;

    /** The namespace of the packet that is not complete; {@code null} if there is none. */
    public String awaitedNamespace() {
        return null;
    }

    /** The packet that is not complete is for nobody: its messages are counted and not kept. */
    public void ignoreAwaited() {}

    /** How many bytes are kept for a packet that is not complete, roughly. */
    public int waitingBytes() {
        return 0;
    }
}
