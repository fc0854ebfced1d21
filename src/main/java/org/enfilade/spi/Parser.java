package org.enfilade.spi;

import java.io.IOException;

/**
 * How packets are written and read on the wire, in place of Socket.IO's standard form. A server has one parser, and all
 * of its clients need the one that matches it (their option {@code parser}).
 *
 * <p>A parser is found by {@link java.util.ServiceLoader} from the application's class path, and used if the option
 * {@code enfilade.parser} has its {@link #name()}. It needs a public constructor without parameters. One object serves
 * all connections, and is called by any number of threads at the same time; its methods must not block.
 *
 * <p>Each packet is one message, a text or bytes. A parser knows packets and values only: the server enforces its
 * limits and the rules of the protocol on whatever the parser hands over.
 *
 * @see <a href="https://socket.io/docs/v4/custom-parser/">Socket.IO: Custom parser</a>
 */
public interface Parser {
    /** The id of a packet that has none. */
    long NO_ID = -1;

    /** What a packet is for; the ordinals are the numbers that the protocol gives the types. */
    enum Type {
        /** A client joins a namespace, and the server's answer to that. The data: an object, or none. */
        CONNECT,
        /** Either side leaves a namespace. No data. */
        DISCONNECT,
        /** An event. The data: an array, its first element the event's name. */
        EVENT,
        /** An acknowledgement. The data: an array. */
        ACK,
        /** The server refuses a client. The data: an object. */
        CONNECT_ERROR
    }

    /** A packet that is to be sent. */
    interface Packet {
        /** What it is for. */
        Type type();

        /** The namespace, with its leading slash. */
        String namespace();

        /** The id by which an acknowledgement refers to its event; {@link Parser#NO_ID} if it has none. */
        long id();

        /** Whether it has data. */
        boolean hasData();

        /**
         * Tells the sink of the data, if there is any. May be called more than once, and tells the same each time.
         * Exceptions of the sink pass through.
         */
        void data(ValueSink to);
    }

    /** Takes what a packet is written as: exactly one of its methods is to be called, once. */
    interface Output {
        /** The packet is this text. */
        void text(String message);

        /** The packet is these bytes, which are not to be changed afterwards. */
        void binary(byte[] message);
    }

    /** Takes the packet that was read. */
    interface Input {
        /**
         * A packet has been read; called once for each message.
         *
         * @param id {@link Parser#NO_ID} if it has none
         * @return what its data are written to, before {@code read} returns; untouched if there are none
         */
        ValueSink packet(Type type, String namespace, long id);
    }

    /** What {@code enfilade.parser} calls it, such as {@code msgpack}. */
    String name();

    /**
     * Writes a packet. What is written is sent to any number of clients.
     *
     * @throws RuntimeException if it cannot be written; the call that wanted to send it fails
     */
    void write(Packet packet, Output to);

    /**
     * Reads a text message of a client. Clients are hostile: the message may be anything. The sink refuses what breaks
     * a limit of the server by a {@code RuntimeException}, which is to pass through.
     *
     * @throws IOException if it is no packet, as by default it never is; the connection is then closed, as it is for
     *     any other exception
     */
    default void read(String message, Input to) throws IOException {
        throw new IOException("a text message, which this parser does not know");
    }

    /**
     * Reads a binary message of a client, in the same way.
     *
     * @param message may be kept and changed
     * @throws IOException if it is no packet, as by default it never is
     */
    default void read(byte[] message, Input to) throws IOException {
        throw new IOException("a binary message, which this parser does not know");
    }
}
