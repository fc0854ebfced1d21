package org.enfilade.internal.web.catalina;

import java.time.Duration;
import org.enfilade.internal.web.wire.ClientLink;

/**
 * A TCP connection of Payara or GlassFish. Their WebSockets (Tyrus) count as closed as soon as they have been told to
 * close, from when on no timeout of the standard applies: the connection to a client that does not read would stay for
 * ever, and the application's classes with it. By reflection, since other servers lack these classes.
 */
final class GrizzlyLink implements ClientLink {
    /**
     * The server may not close a WebSocket while the thread of its handshake is still on its way back: its request
     * object would be given back twice, as in {@link CatalinaRequest#beginService}. When that thread is back cannot be
     * seen, so it gets plenty of time.
     */
    private static final Duration HANDSHAKE = Duration.ofMillis(100);

    /** As much as one write of a batch of small messages. */
    private static final int MAX_PENDING_BYTES = 1 << 18;

    private final Object connection;

    GrizzlyLink(Object connection) {
        this.connection = connection;
    }

    /**
     * Lets it say early that it takes no more. By default it takes four times what the kernel has room for (Grizzly 4:
     * {@code AsyncQueueWriter.AUTO_SIZE}), 10 MB for each client that does not read, and nobody counts them: Enfilade
     * counts what has not been written.
     */
    void boundWrites() throws ReflectiveOperationException {
        connection.getClass().getMethod("setMaxAsyncWriteQueueSize", int.class).invoke(connection, MAX_PENDING_BYTES);
    }

    @Override
    public Duration handshake() {
        return HANDSHAKE;
    }

    @Override
    public boolean isOpen() {
        try {
            return (Boolean) call(connection, "isOpen");
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    @Override
    public void drop() {
        try {
            call(connection, "terminateSilently");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }
}
