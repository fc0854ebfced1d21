package org.enfilade.internal.namespace;

import org.enfilade.DisconnectReason;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.Reproach;
import org.enfilade.internal.packet.Packet;
import org.enfilade.internal.packet.PacketParser;
import org.enfilade.internal.packet.PacketReader;
import org.enfilade.internal.packet.ProtocolException;

/**
 * The demultiplexer: makes packets of the messages of one connection, and gives each packet to the socket that it is
 * for. Used by the thread that reads.
 */
final class PacketIntake {
    private static final Reproach INBOX =
            new Reproach("more events than the inbox of a connection holds", "inboxMaxBytes and inboxMaxEvents");

    private final PacketParser parser;
    private final SocketTable sockets;
    private final NamespaceEntry entry;
    private final Inbox inbox;
    private final Account kept;
    /** Another one when the connection has ended. */
    private volatile PacketReader reader;

    /** How much of what is kept is the packet whose attachments are still to come. */
    private int keptOfPacket;

    /** @param kept counts the packet whose attachments are still to come, among other things */
    PacketIntake(PacketParser parser, SocketTable sockets, NamespaceEntry entry, Inbox inbox, Account kept) {
        this.parser = parser;
        this.sockets = sockets;
        this.entry = entry;
        this.inbox = inbox;
        this.kept = kept;
        this.reader = parser.newReader();
    }

    void text(String message) throws ProtocolException, OverLimit {
        PacketReader own = reader;
        Packet packet = own.text(message);
        if (packet == null && sockets.receiver(own.awaitedNamespace()) == null) {
            own.ignoreAwaited();
        }
        keep(own.waitingBytes());
        handle(packet);
    }

    void binary(byte[] message) throws ProtocolException, OverLimit {
        PacketReader own = reader;
        Packet packet = own.binary(message);
        keep(own.waitingBytes());
        handle(packet);
    }

    /** Counts what waits of a packet that is not complete. */
    private void keep(int bytes) throws OverLimit {
        int more = bytes - keptOfPacket;
        keptOfPacket = bytes;
        if (more < 0) {
            kept.give(-more);
        } else if (more > 0 && !kept.take(more)) {
            throw new OverLimit(Reproach.NO_ROOM);
        }
    }

    private void handle(Packet packet) throws ProtocolException, OverLimit {
        if (packet instanceof Packet.Event) {
            Packet.Event event = (Packet.Event) packet;
            ServerSocket socket = sockets.receiver(event.namespace());
            if (socket != null && !socket.receive(event)) {
                throw new OverLimit(inbox.isFull(event.length()) ? INBOX : Reproach.NO_ROOM);
            }
        } else if (packet instanceof Packet.Ack) {
            ServerSocket socket = sockets.receiver(packet.namespace());
            if (socket != null && !socket.receive((Packet.Ack) packet)) {
                throw new OverLimit(Reproach.NO_ROOM);
            }
        } else if (packet instanceof Packet.Connect) {
            entry.connect((Packet.Connect) packet);
        } else if (packet instanceof Packet.Disconnect) {
            ServerSocket socket = sockets.take(packet.namespace());
            if (socket != null) {
                socket.end(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
            }
        }
    }

    /**
     * Drops what has come of a packet, since the connection has ended. Payara keeps the object of a request, and what
     * hangs on it, long after its WebSocket.
     */
    void drop() {
        reader = parser.newReader();
    }
}
