package org.enfilade.internal.web.catalina;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.web.wire.ClientLink;

/** What Payara and GlassFish have behind a request. By reflection, since other servers lack these classes. */
public final class CatalinaRequest {
    private static final String FACADE = "org.apache.catalina.connector.RequestFacade";
    private static final String REQUEST = "org.apache.catalina.connector.Request";
    private static final String HTTP = "org.glassfish.grizzly.http";
    /** How Payara calls Grizzly's request, and how GlassFish does since 7.0.21. */
    private static final String PAYARAS = "getCoyoteRequest";

    private static final String GLASSFISHS = "getGrizzlyRequest";

    private final Object request;
    private final AtomicBoolean warned;

    private CatalinaRequest(Object request, AtomicBoolean warned) {
        this.request = request;
        this.warned = warned;
    }

    /**
     * Empty on other servers.
     *
     * @param warned whether the log says already that this server lacks something; one that is newer may have renamed
     *     what is looked up here
     */
    public static Optional<CatalinaRequest> of(ServletRequest request, AtomicBoolean warned) {
        ServletRequest innermost = request;
        while (innermost instanceof ServletRequestWrapper wrapper) {
            innermost = wrapper.getRequest();
        }
        if (!innermost.getClass().getName().equals(FACADE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CatalinaRequest(get(innermost, "getUnwrappedCoyoteRequest"), warned));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Tomcat has a class of that name too.
            return Optional.empty();
        }
    }

    /** The TCP connection that it came on. */
    public ClientLink link() {
        try {
            GrizzlyLink link = new GrizzlyLink(get(get(grizzlys(), "getContext"), "getConnection"));
            link.boundWrites();
            return link;
        } catch (ReflectiveOperationException | RuntimeException e) {
            warn(
                    "shows no connection below a WebSocket; one whose client does not read stays open after it was "
                            + "told to close",
                    e);
            return ClientLink.HIDDEN;
        }
    }

    /** Whether it came by HTTP on a connection of its own: those of AJP and of HTTP/2 are shared. */
    boolean isHttp() throws ReflectiveOperationException {
        return get(grizzlys(), "getRequest").getClass().getPackageName().equals(HTTP);
    }

    /**
     * Lets the request go on when its thread is back, with no end and nobody who reads it. As an upgrade of the servlet
     * API does it, but for its handler, for which CDI would look at a class of ours each time.
     *
     * @return what ends it, once its connection is gone
     */
    Runnable suspend() {
        try {
            Object response = get(grizzlys(), "getResponse");
            get(response, "suspend");
            AtomicBoolean ended = new AtomicBoolean();
            return () -> {
                if (ended.compareAndSet(false, true)) {
                    resume(response);
                }
            };
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void resume(Object response) {
        try {
            get(response, "resume");
        } catch (ReflectiveOperationException e) {
            Log.debug("The request of a WebSocket has ended", e);
        }
    }

    private Object grizzlys() throws ReflectiveOperationException {
        try {
            return get(request, PAYARAS);
        } catch (NoSuchMethodException e) {
            return get(request, GLASSFISHS);
        }
    }

    private void warn(String what, Exception reason) {
        if (warned.compareAndSet(false, true)) {
            Log.warning("This server " + what, reason);
        }
    }

    /**
     * Makes it what it should be when its service begins: not served yet. Request objects are used again and again, and
     * one that was asynchronous and was completed before its thread was back is marked as served after it has been
     * cleared (Payara 6.2025.9: {@code Request.onExitService}). When it then serves a WebSocket whose client closes at
     * once, it is given back before its thread has left it, and then once more: two later requests share it, and one of
     * them is never answered, or with what the other gets. So it is with one that is asynchronous and completed at
     * once.
     */
    public void beginService() {
        try {
            Field afterService = field(request.getClass(), "afterService");
            afterService.setAccessible(true);
            afterService.setBoolean(request, false);
        } catch (ReflectiveOperationException | RuntimeException e) {
            warn(
                    "has no mark afterService on its requests; a WebSocket that is closed at once may then hurt "
                            + "other requests",
                    e);
        }
    }

    /**
     * The caller as the HTTP session keeps it; empty if that is not the request's. Payara (6.2025.10) loses the groups
     * of a caller for the length of a request when others come at the same time: threads share a security context that
     * each clears at its end (<a href="https://github.com/payara/Payara/pull/7928">7928</a>). To ask the request again
     * does not help, nor does its {@code authenticate}; the session still has all.
     */
    public Optional<KeptCaller> keptCaller() {
        try {
            Object session = request.getClass()
                    .getMethod("getSessionInternal", boolean.class)
                    .invoke(request, false);
            Principal own = (Principal) get(request, "getUserPrincipal");
            Principal kept = session == null ? null : (Principal) get(session, "getPrincipal");
            if (own == null || kept == null || !own.getName().equals(kept.getName())) {
                return Optional.empty();
            }
            Object realm = get(get(request, "getContext"), "getRealm");
            return Optional.of(new RealmCaller(request, get(request, "getResponse"), realm, kept));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private record RealmCaller(Object request, Object response, Object realm, Principal principal)
            implements KeptCaller {
        @Override
        public boolean isInRole(String role) {
            try {
                return (Boolean) call("hasRole", request, response, principal, role);
            } catch (ReflectiveOperationException | RuntimeException e) {
                return false;
            }
        }

        @Override
        public void becomeCurrent() {
            try {
                call("setCurrentSecurityContextWithWebPrincipal", principal);
            } catch (ReflectiveOperationException | RuntimeException e) {
                // The roles are known anyway; EJBs are asked in vain.
            }
        }

        private Object call(String name, Object... arguments) throws ReflectiveOperationException {
            for (Method method : realm.getClass().getMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                    return method.invoke(realm, arguments);
                }
            }
            throw new NoSuchMethodException(name);
        }
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        Class<?> declaring = type;
        while (!declaring.getName().equals(REQUEST)) {
            declaring = declaring.getSuperclass();
            if (declaring == null) {
                throw new NoSuchFieldException(name);
            }
        }
        return declaring.getDeclaredField(name);
    }

    private static Object get(Object target, String method) throws ReflectiveOperationException {
        return ServerMethods.call(target, method);
    }
}
