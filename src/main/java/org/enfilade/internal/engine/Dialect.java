package org.enfilade.internal.engine;

import java.util.List;
import org.enfilade.internal.time.Alarm;
import org.enfilade.internal.time.Ticker;

/**
 * What the revisions of Engine.IO say differently: how packets are framed, and who keeps the heart beating. A session
 * has one revision, and each of its transports a dialect of that. Without state.
 */
public abstract class Dialect {
    /** Takes the packets of a body, in order. */
    interface Packets {
        /** A packet, its type included. */
        void text(String packet);

        /** The content of a binary message. */
        void binary(byte[] content);
    }

    private final int revision;

    Dialect(int revision) {
        this.revision = revision;
    }

    /** The revision of the protocol. */
    public final int revision() {
        return revision;
    }

    /** Whether the client takes no binary data, so that it is sent base64. */
    public boolean isTextOnly() {
        return false;
    }

    // --- polling

    /** Whether a body may be binary. */
    abstract boolean takesBinaryBodies();

    /** Answers a poll. */
    abstract void answer(PollExchange poll, List<Message> batch, Wire.Sent report);

    /** About how many bytes a message adds to an answer, and never less. */
    abstract int payloadSize(Message message);

    /** Takes a body apart; {@code false} once it turns out to be none, and what came before that has been handed on. */
    abstract boolean read(String body, Packets to);

    /** The same of a binary body. */
    abstract boolean read(byte[] body, Packets to);

    // --- WebSocket

    /** A batch as frames carry it. */
    abstract List<Message> frames(List<Message> batch);

    /** The message in a binary frame; {@code null} if there is none. */
    abstract byte[] message(byte[] frame);

    // --- both

    /** The binary message in a text packet; {@code null} if there is none. */
    abstract byte[] base64(String packet);

    abstract Heartbeat heartbeat(Alarm alarm, Ticker ticker, EngineOptions options, Heartbeat.Owner owner);
}
