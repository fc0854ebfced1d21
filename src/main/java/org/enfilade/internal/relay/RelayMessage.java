package org.enfilade.internal.relay;

import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.enfilade.internal.reach.BusWriter;
import org.enfilade.internal.reach.Coded;

/**
 * What two nodes send each other about strands: a strand is one request, or one WebSocket, that the client's node has
 * and a session of the other node is served by. The client's node opens it and gives it a number.
 */
sealed interface RelayMessage {
    /** The messages, with the number that each begins with. */
    enum Type implements Coded {
        POLL(1, in -> new Poll(in.number(), in.text(), in.oneByte())),
        POST(2, in -> new Post(in.number(), in.text(), in.oneByte(), in.flag())),
        WEB_SOCKET(3, in -> new WebSocket(in.number(), in.text(), in.oneByte(), in.flag())),
        PART(4, in -> new Part(in.number(), in.flag(), in.flag(), in.bytes())),
        TAKEN(5, in -> new Taken(in.number(), in.flag(), in.number()));

        private static final Type[] ALL = values();

        private final int code;
        private final BusReader.Reading<RelayMessage> reading;

        Type(int code, BusReader.Reading<RelayMessage> reading) {
            this.code = code;
            this.reading = reading;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** What the messages lead to. */
    interface Receiver {
        void poll(String from, Poll poll);

        void post(String from, Post post);

        void webSocket(String from, WebSocket webSocket);

        void part(String from, Part part) throws BusFormatException;

        void taken(String from, Taken taken);
    }

    /** Its own constant, which no other message has. */
    Type type();

    /** Writes what {@link #type()} reads. */
    void write(BusWriter out);

    /** Does what comes of it where it arrives. */
    void arrive(String from, Receiver at) throws BusFormatException;

    static byte[] bytes(RelayMessage message) {
        BusWriter out = new BusWriter();
        out.oneByte(message.type().code());
        message.write(out);
        return out.toBytes();
    }

    static RelayMessage read(BusReader in) throws BusFormatException {
        RelayMessage message = in.oneOf(Type.ALL).reading.read(in);
        in.end();
        return message;
    }

    /** A client polls. */
    record Poll(long id, String sid, int revision) implements RelayMessage {
        @Override
        public Type type() {
            return Type.POLL;
        }

        @Override
        public void write(BusWriter out) {
            out.number(id);
            out.text(sid);
            out.oneByte(revision);
        }

        @Override
        public void arrive(String from, Receiver at) {
            at.poll(from, this);
        }
    }

    /** A client begins a POST. */
    record Post(long id, String sid, int revision, boolean binary) implements RelayMessage {
        @Override
        public Type type() {
            return Type.POST;
        }

        @Override
        public void write(BusWriter out) {
            out.number(id);
            out.text(sid);
            out.oneByte(revision);
            out.flag(binary);
        }

        @Override
        public void arrive(String from, Receiver at) {
            at.post(from, this);
        }
    }

    /** A client opens a WebSocket, to which its session may change. */
    record WebSocket(long id, String sid, int revision, boolean textOnly) implements RelayMessage {
        @Override
        public Type type() {
            return Type.WEB_SOCKET;
        }

        @Override
        public void write(BusWriter out) {
            out.number(id);
            out.text(sid);
            out.oneByte(revision);
            out.flag(textOnly);
        }

        @Override
        public void arrive(String from, Receiver at) {
            at.webSocket(from, this);
        }
    }

    /**
     * A part of what is said.
     *
     * @param byOpener whether the node says it that has opened the strand
     * @param last whether what is said is complete with it
     */
    record Part(long id, boolean byOpener, boolean last, byte[] bytes) implements RelayMessage {
        @Override
        public Type type() {
            return Type.PART;
        }

        @Override
        public void write(BusWriter out) {
            out.number(id);
            out.flag(byOpener);
            out.flag(last);
            out.bytes(bytes);
        }

        @Override
        public void arrive(String from, Receiver at) throws BusFormatException {
            at.part(from, this);
        }
    }

    /**
     * So much of what was said has been taken.
     *
     * @param byOpener whether the node has taken it that has opened the strand
     */
    record Taken(long id, boolean byOpener, long weight) implements RelayMessage {
        @Override
        public Type type() {
            return Type.TAKEN;
        }

        @Override
        public void write(BusWriter out) {
            out.number(id);
            out.flag(byOpener);
            out.number(weight);
        }

        @Override
        public void arrive(String from, Receiver at) {
            at.taken(from, this);
        }
    }
}
