package org.enfilade.junit;

import java.util.List;

/** A client's way to its server: whole messages in, whole messages out, in order. */
interface ClientLine {
    /** Who receives; one call at a time. */
    interface Receiver {
        void text(String message);

        void binary(byte[] message);

        /** The end, once: a WebSocket's code, 1006 if there was no close frame; the HTTP status that ended polling. */
        void closed(int code);
    }

    /** What a WebSocket's end is called that had a close frame, and polling that had a close packet. */
    int NORMAL = 1000;

    /** Sends an Engine.IO packet, and the attachments that belong to it. */
    void send(String packet, List<byte[]> attachments);

    /** Reads no more; the server is not told. */
    void stopReading();

    /** Says good-bye, and does not wait for an answer. */
    void close();

    /** Drops the line, if it still stands. */
    void abort();
}
