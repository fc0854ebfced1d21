package org.enfilade.internal.web;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;

/**
 * A TCP connection of Payara or GlassFish. Their WebSockets (Tyrus) count as closed as soon as they have been told to close, from when on
 * no timeout of the standard applies: the connection to a client that does not read would stay for ever, and the application's classes
 * with it. By reflection, since other servers lack these classes.
 */
final class GrizzlyLink implements ClientLink {
    private static final String REQUEST = "org.apache.catalina.connector.RequestFacade";

    private final Object connection;

    private GrizzlyLink(Object connection) {
        this.connection = connection;
    }

    /** The connection that a request came on; {@link ClientLink#HIDDEN} on other servers. */
    static ClientLink of(ServletRequest request) {
        ServletRequest innermost = request;
        while (innermost instanceof ServletRequestWrapper wrapper) {
            innermost = wrapper.getRequest();
        }
        if (!innermost.getClass().getName().equals(REQUEST)) {
            return HIDDEN;
        }
        try {
            Object catalina = call(innermost, "getUnwrappedCoyoteRequest");
            Object grizzly = call(catalina, "getCoyoteRequest");
            return new GrizzlyLink(call(call(grizzly, "getContext"), "getConnection"));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Tomcat has a class of that name too, and drops by means of the standard.
            return HIDDEN;
        }
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
