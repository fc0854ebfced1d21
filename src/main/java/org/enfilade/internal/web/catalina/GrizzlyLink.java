package org.enfilade.internal.web.catalina;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.channels.SocketChannel;
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
        ServerMethods.find(connection.getClass(), "setMaxAsyncWriteQueueSize", int.class)
                .invoke(connection, MAX_PENDING_BYTES);
    }

    /** Whether nothing of TLS is on it. */
    boolean isPlain() throws ReflectiveOperationException {
        Class<?> tls = server("org.glassfish.grizzly.ssl.SSLUtils");
        Class<?> type = server("org.glassfish.grizzly.Connection");
        return ServerMethods.find(tls, "getSSLEngine", type).invoke(null, connection) == null;
    }

    /** To be called before the first connection is closed. */
    void prepareClosing() {
        CloseReasons.prepare(connection.getClass().getClassLoader());
    }

    /** The socket; {@code null} if this connection has none. */
    SocketChannel channel() {
        return ask(connection, "getChannel") instanceof SocketChannel channel ? channel : null;
    }

    /** Whether the server still has to write something. */
    boolean hasUnsent() {
        return !(Boolean) ask(ask(connection, "getAsyncWriteQueue"), "isEmpty");
    }

    /** Runs something when it has ended, now if it has. On whichever thread ends it. */
    void whenClosed(Runnable action) {
        InvocationHandler listener = (proxy, method, arguments) -> switch (method.getName()) {
            case "onClosed" -> {
                action.run();
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "a WebSocket of Enfilade";
        };
        try {
            Class<?> type = server("org.glassfish.grizzly.CloseListener");
            ServerMethods.find(connection.getClass(), "addCloseListener", type)
                    .invoke(connection, Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, listener));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Class<?> server(String name) throws ClassNotFoundException {
        return Class.forName(name, false, connection.getClass().getClassLoader());
    }

    @Override
    public Duration handshake() {
        return HANDSHAKE;
    }

    @Override
    public boolean isOpen() {
        try {
            return (Boolean) ServerMethods.call(connection, "isOpen");
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    @Override
    public void drop() {
        ask(connection, "terminateSilently");
    }

    private static Object ask(Object target, String method) {
        try {
            return ServerMethods.call(target, method);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
