package org.enfilade.internal.web.undertow;

import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.IntUnaryOperator;
import org.xnio.ChannelListener;
import org.xnio.Option;
import org.xnio.StreamConnection;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;
import org.xnio.conduits.WriteReadyHandler;

/** A connection of XNIO whose other end is the test. */
final class FakeConnection extends StreamConnection {
    static final ByteBufferPool BUFFERS = new DefaultByteBufferPool(false, 64);

    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    /** How much of so many bytes it takes at a write. */
    IntUnaryOperator takes = bytes -> bytes;

    int writes;
    boolean writesResumed;
    boolean readsResumed;
    boolean broken;
    boolean flushed = true;
    /** Whether the client sees that nothing follows. */
    boolean ended;

    /** What was set, by option. */
    final Map<Option<?>, Object> options = new HashMap<>();
    /** Who is told that there is something to read. */
    ReadReadyHandler readable;
    /** Who is told that there is room. */
    WriteReadyHandler roomy;

    private final Queue<byte[]> toRead = new ArrayDeque<>();
    private boolean clientEnded;
    private ChannelListener<? super StreamConnection> closeListener;

    FakeConnection() {
        super(null);
        setSinkConduit(conduit(StreamSinkConduit.class));
        setSourceConduit(conduit(StreamSourceConduit.class));
    }

    private <T> T conduit(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this::call));
    }

    private Object call(Object proxy, Method method, Object[] arguments) throws IOException {
        return switch (method.getName()) {
            case "write" -> write((ByteBuffer) arguments[0]);
            case "read" -> read((ByteBuffer) arguments[0]);
            case "flush" -> flushed;
            case "resumeWrites", "suspendWrites" -> {
                writesResumed = method.getName().startsWith("resume");
                yield null;
            }
            case "resumeReads", "suspendReads" -> {
                readsResumed = method.getName().startsWith("resume");
                yield null;
            }
            case "setReadReadyHandler" -> {
                readable = (ReadReadyHandler) arguments[0];
                yield null;
            }
            case "setWriteReadyHandler" -> {
                roomy = (WriteReadyHandler) arguments[0];
                yield null;
            }
            case "terminateWrites" -> {
                ended = true;
                yield null;
            }
            case "isWriteShutdown", "isReadShutdown" -> !isOpen();
            default -> null;
        };
    }

    private synchronized int write(ByteBuffer bytes) throws IOException {
        writes++;
        if (broken) {
            throw new IOException("broken");
        }
        int length = Math.min(bytes.remaining(), takes.applyAsInt(bytes.remaining()));
        for (int i = 0; i < length; i++) {
            written.write(bytes.get());
        }
        return length;
    }

    private int read(ByteBuffer into) throws IOException {
        if (broken) {
            throw new IOException("broken");
        }
        byte[] next = toRead.poll();
        if (next == null) {
            return clientEnded ? -1 : 0;
        }
        into.put(next);
        return next.length;
    }

    /** The client sends; what is sent at once is read at once. */
    void sends(byte[] bytes) {
        toRead.add(bytes);
        getSourceChannel().getReadListener().handleEvent(null);
    }

    void ends() {
        clientEnded = true;
        getSourceChannel().getReadListener().handleEvent(null);
    }

    /** There is room again. */
    void writable() {
        if (writesResumed) {
            getSinkChannel().getWriteListener().handleEvent(null);
        }
    }

    @Override
    public void setCloseListener(ChannelListener<? super StreamConnection> listener) {
        closeListener = listener;
    }

    @Override
    protected void closeAction() {
        if (closeListener != null) {
            closeListener.handleEvent(this);
        }
    }

    @Override
    protected void notifyReadClosed() {}

    @Override
    protected void notifyWriteClosed() {}

    @Override
    public SocketAddress getPeerAddress() {
        return null;
    }

    @Override
    public SocketAddress getLocalAddress() {
        return null;
    }

    @Override
    public boolean supportsOption(Option<?> option) {
        return false;
    }

    @Override
    public <T> T getOption(Option<T> option) {
        return option.cast(options.get(option));
    }

    @Override
    public <T> T setOption(Option<T> option, T value) {
        return option.cast(options.put(option, value));
    }
}
