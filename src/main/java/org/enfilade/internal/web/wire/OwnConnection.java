package org.enfilade.internal.web.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The TCP connection, or the TLS upon it, below a WebSocket that is not the server's. Nothing here blocks. */
public interface OwnConnection {
    /** A buffer to write from, for as long as it is not closed. */
    interface WriteBuffer extends AutoCloseable {
        ByteBuffer buffer();

        @Override
        void close();
    }

    WriteBuffer borrow();

    /** How many bytes were read; -1 if the client sends no more. */
    int read(ByteBuffer into) throws IOException;

    /** How many bytes were taken. */
    int write(ByteBuffer from) throws IOException;

    /** Whether all that was taken is on its way. */
    boolean flush() throws IOException;

    /** Whether the wire is to be drained as soon as there is room. */
    void awaitRoom(boolean awaits);

    /** Nothing follows what was written. */
    void endWrites() throws IOException;

    boolean isOpen();

    /** Ends it at once; the wire is told that it has gone. Harmless if it has ended. */
    void close();
}
