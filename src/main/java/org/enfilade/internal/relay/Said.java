package org.enfilade.internal.relay;

import java.util.List;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.enfilade.internal.reach.BusWriter;
import org.enfilade.internal.reach.Coded;

/** What one end of a strand says to the other. Each knows how it is written and read, and what it leads to. */
sealed interface Said {
    /** All that can be said, with the number that each begins with. */
    enum Type implements Coded {
        SIGNED(1, in -> new Signed(in.oneOf(Sign.ALL))),
        BODY(2, in -> new Body(in.bytes())),
        TEXT(3, in -> new Text(in.text())),
        BINARY(4, in -> new Binary(in.bytes())),
        ANSWER(5, in -> new Answer(in.flag(), in.text())),
        BINARY_ANSWER(6, in -> new BinaryAnswer(in.flag(), in.bytes())),
        BATCH(7, Batch::read);

        private static final Type[] ALL = values();

        private final int code;
        private final BusReader.Reading<Said> reading;

        Type(int code, BusReader.Reading<Said> reading) {
            this.code = code;
            this.reading = reading;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** Who hears it. An end that does not expect it ignores it. */
    interface Listener {
        default void sign(Sign sign) {}

        default void body(byte[] bytes) {}

        default void clientText(String message) {}

        default void clientBinary(byte[] message) {}

        default void answer(String payload, boolean compress) {}

        default void binaryAnswer(byte[] payload, boolean compress) {}

        default void batch(List<Message> messages) {}
    }

    /** Its own constant, which nothing else has. */
    Type type();

    /** Writes what {@link #type()} reads. */
    void write(BusWriter out);

    /** Tells whoever hears it. */
    void tell(Listener listener);

    /** Whether hearing it costs next to nothing, and nothing of the application runs meanwhile. */
    default boolean isQuick() {
        return false;
    }

    static byte[] bytes(Said said) {
        BusWriter out = new BusWriter();
        out.oneByte(said.type().code());
        said.write(out);
        return out.toBytes();
    }

    static Said read(byte[] bytes) throws BusFormatException {
        BusReader in = new BusReader(bytes);
        Said said = in.oneOf(Type.ALL).reading.read(in);
        in.end();
        return said;
    }

    /** One word. */
    record Signed(Sign sign) implements Said {
        @Override
        public Type type() {
            return Type.SIGNED;
        }

        @Override
        public void write(BusWriter out) {
            out.oneByte(sign.code());
        }

        @Override
        public void tell(Listener listener) {
            listener.sign(sign);
        }

        @Override
        public boolean isQuick() {
            return true;
        }
    }

    /** The body of a POST. */
    record Body(byte[] bytes) implements Said {
        @Override
        public Type type() {
            return Type.BODY;
        }

        @Override
        public void write(BusWriter out) {
            out.bytes(bytes);
        }

        @Override
        public void tell(Listener listener) {
            listener.body(bytes);
        }

        /** A pong alone. */
        @Override
        public boolean isQuick() {
            return bytes.length == 1;
        }
    }

    /** A text that a WebSocket's client has sent. */
    record Text(String message) implements Said {
        @Override
        public Type type() {
            return Type.TEXT;
        }

        @Override
        public void write(BusWriter out) {
            out.text(message);
        }

        @Override
        public void tell(Listener listener) {
            listener.clientText(message);
        }

        /** A pong, or a word about the upgrade: threads that are busy with the application do not hold it up. */
        @Override
        public boolean isQuick() {
            return message.isEmpty() || message.charAt(0) != '4' && message.charAt(0) != 'b';
        }
    }

    /** A binary message that a WebSocket's client has sent. */
    record Binary(byte[] message) implements Said {
        @Override
        public Type type() {
            return Type.BINARY;
        }

        @Override
        public void write(BusWriter out) {
            out.bytes(message);
        }

        @Override
        public void tell(Listener listener) {
            listener.clientBinary(message);
        }
    }

    /** The answer to a poll. */
    record Answer(boolean compress, String payload) implements Said {
        @Override
        public Type type() {
            return Type.ANSWER;
        }

        @Override
        public void write(BusWriter out) {
            out.flag(compress);
            out.text(payload);
        }

        @Override
        public void tell(Listener listener) {
            listener.answer(payload, compress);
        }
    }

    /** An answer that is not text. */
    record BinaryAnswer(boolean compress, byte[] payload) implements Said {
        @Override
        public Type type() {
            return Type.BINARY_ANSWER;
        }

        @Override
        public void write(BusWriter out) {
            out.flag(compress);
            out.bytes(payload);
        }

        @Override
        public void tell(Listener listener) {
            listener.binaryAnswer(payload, compress);
        }
    }

    /** What a WebSocket is to send. */
    record Batch(List<Message> messages) implements Said {
        @Override
        public Type type() {
            return Type.BATCH;
        }

        @Override
        public void write(BusWriter out) {
            int frames = 0;
            for (Message message : messages) {
                frames +=
                        (message.text() == null ? 0 : 1) + message.attachments().size();
            }
            out.number(frames);
            for (Message message : messages) {
                if (message.text() != null) {
                    out.flag(false);
                    out.text(message.text());
                }
                for (byte[] attachment : message.attachments()) {
                    out.flag(true);
                    out.bytes(attachment);
                }
            }
        }

        static Batch read(BusReader in) throws BusFormatException {
            return new Batch(in.list(2, Batch::frame));
        }

        private static Message frame(BusReader in) throws BusFormatException {
            return in.flag() ? Message.binary(in.bytes()) : Message.packet(in.text());
        }

        @Override
        public void tell(Listener listener) {
            listener.batch(messages);
        }
    }
}
