package org.enfilade.internal.web.undertow;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.enfilade.internal.web.wire.OwnConnection;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/** A connection of Undertow, which has let go of it. */
final class XnioConnection implements OwnConnection {
    private final StreamConnection connection;
    private final ConduitStreamSourceChannel source;
    private final ConduitStreamSinkChannel sink;
    private final ByteBufferPool buffers;

    XnioConnection(StreamConnection connection, ByteBufferPool buffers) {
        this.connection = connection;
        this.source = connection.getSourceChannel();
        this.sink = connection.getSinkChannel();
        this.buffers = buffers;
    }

    private record Pooled(PooledByteBuffer pooled) implements WriteBuffer {
        @Override
        public ByteBuffer buffer() {
            return pooled.getBuffer();
        }

        @Override
        public void close() {
            pooled.close();
        }
    }

    @Override
    public WriteBuffer borrow() {
        return new Pooled(buffers.allocate());
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return source.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return sink.write(from);
    }

    @Override
    public boolean flush() throws IOException {
        return sink.flush();
    }

    @Override
    public void awaitRoom(boolean awaits) {
        if (awaits) {
            sink.resumeWrites();
        } else {
            sink.suspendWrites();
        }
    }

    @Override
    public void endWrites() throws IOException {
        sink.shutdownWrites();
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public void close() {
        IoUtils.safeClose(connection);
    }
}
