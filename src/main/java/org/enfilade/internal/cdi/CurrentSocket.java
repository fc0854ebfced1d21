package org.enfilade.internal.cdi;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.enfilade.Socket;

/**
 * The socket that the application is being called for on this thread. Not a request-scoped bean: one HTTP request may
 * carry events of many sockets, and its context may be active.
 */
final class CurrentSocket implements InvocationHandler {
    private final ThreadLocal<Socket> current = new ThreadLocal<>();
    private final Socket proxy =
            (Socket) Proxy.newProxyInstance(Socket.class.getClassLoader(), new Class<?>[] {Socket.class}, this);

    /** What is injected: it stands for the current socket of whichever thread uses it. */
    Socket proxy() {
        return proxy;
    }

    /**
     * A call for a socket begins.
     *
     * @param socket {@code null} for none
     * @return what {@link #end} has to be given
     */
    Socket begin(Socket socket) {
        Socket outer = current.get();
        current.set(socket);
        return outer;
    }

    /** It ends. */
    void end(Socket outer) {
        // not removed: that would make a new entry for each event, and an empty one keeps nothing
        current.set(outer);
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        Socket socket = current.get();
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(socket, method, arguments);
        }
        if (socket == null) {
            throw new IllegalStateException(
                    "An injected Socket is the one whose event or middleware is running on this thread,"
                            + " and none is; pass the handler's Socket on to other threads");
        }
        try {
            return method.invoke(socket, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object ofObject(Socket socket, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments[0] == proxy || socket != null && arguments[0] == socket;
            case "hashCode" -> System.identityHashCode(socket == null ? proxy : socket);
            default -> socket == null ? "no current socket" : socket.toString();
        };
    }
}
