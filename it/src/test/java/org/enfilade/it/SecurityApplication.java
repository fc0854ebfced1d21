package org.enfilade.it;

import jakarta.annotation.Priority;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJBAccessException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.security.enterprise.SecurityContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.security.Principal;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.Connect;
import org.enfilade.Disconnect;
import org.enfilade.EventRefused;
import org.enfilade.Middleware;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.NonBlocking;
import org.enfilade.Of;
import org.enfilade.On;
import org.enfilade.OnError;
import org.enfilade.Socket;
import org.enfilade.Unrecovered;

/** What {@link SecurityIT} and {@link SecuritySessionIT} deploy. */
final class SecurityApplication {
    private SecurityApplication() {}

    /** As whom the application is called, by everything that knows. */
    @ApplicationScoped
    @DeclareRoles({"admin", "user"})
    static class Callers {
        @Inject
        SecurityContext security;

        @Inject
        Principal principal;

        @Inject
        SecuredOffice office;

        /**
         * Handshake, SecurityContext, injected principal and EJB, and the roles by handshake, SecurityContext and EJB.
         */
        String describe(Socket socket) {
            return socket.handshake().principal().map(Principal::getName).orElse("nobody")
                    + " " + name(security.getCallerPrincipal())
                    + " " + name(principal)
                    + " admin:" + socket.handshake().isUserInRole("admin")
                    + "," + security.isCallerInRole("admin")
                    + "," + isAllowed(office::forAdmins)
                    + " user:" + socket.handshake().isUserInRole("user")
                    + "," + security.isCallerInRole("user")
                    + "," + isAllowed(office::forUsers);
        }

        /** Nobody has many names: null, "anonymous" and "ANONYMOUS" among them. */
        private static String name(Principal principal) {
            String name = principal == null ? null : principal.getName();
            return name == null || name.equalsIgnoreCase("anonymous") ? "nobody" : name;
        }

        private static boolean isAllowed(Runnable method) {
            try {
                method.run();
                return true;
            } catch (EJBAccessException e) {
                return false;
            }
        }
    }

    // --- as whom handlers are called

    @AsyncCheck
    @NamespaceEndpoint("/who")
    static class Who {
        @Inject
        Callers callers;

        @Inject
        @Of("/lobby")
        Namespace lobby;

        void connected(@Observes @Connect Socket socket) {
            socket.emit("in connect", callers.describe(socket));
        }

        String who(@Observes @On("who") Socket socket) {
            return callers.describe(socket);
        }

        @NonBlocking
        String quick(@Observes @On("quick who") Socket socket) {
            return callers.describe(socket);
        }

        String attribute(@Observes @On("attribute") String name, Socket socket) {
            return socket.handshake().sessionAttribute(name).orElse("none").toString();
        }

        void left(@Observes @Disconnect Socket socket) {
            lobby.emit("left", callers.describe(socket));
        }
    }

    @NamespaceEndpoint("/lobby")
    static class Lobby {}

    // --- who comes back, where that is on

    @NamespaceEndpoint("/returning")
    static class Returning {
        @Inject
        Callers callers;

        @Inject
        @Of("/lobby")
        Namespace lobby;

        void connected(@Observes @Connect Socket socket) {
            if (!socket.isRecovered()) {
                socket.join("regulars");
                socket.data().put("wants", "tea");
            }
        }

        String tell(@Observes @On("tell") Socket socket) {
            return socket.isRecovered() + " " + socket.rooms().contains("regulars") + " "
                    + socket.data().get("wants") + " " + callers.describe(socket);
        }

        String news(@Observes @On("news") String text, Socket socket) {
            socket.namespace().to("regulars").emit("news", text);
            return "told";
        }

        void left(@Observes @Disconnect Socket socket) {
            lobby.emit("away", socket.id());
        }

        void unrecovered(@Observes @Unrecovered Socket socket) {
            lobby.emit(
                    "unrecovered",
                    socket.id() + " " + socket.data().get("wants") + " "
                            + socket.rooms().contains("regulars") + " " + callers.describe(socket));
        }
    }

    @InterceptorBinding
    @Middleware(Middleware.Kind.CONNECT)
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface AsyncCheck {}

    @AsyncCheck
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class Hop {
        /** Goes on from a thread of somebody else. */
        @AroundInvoke
        Object check(InvocationContext call) {
            return CompletableFuture.runAsync(() -> {}).thenCompose(done -> proceed(call));
        }

        private static CompletionStage<?> proceed(InvocationContext call) {
            try {
                return (CompletionStage<?>) call.proceed();
            } catch (Exception e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }

    @AsyncCheck
    @Described
    @NamespaceEndpoint("/checked")
    static class Checked {}

    @InterceptorBinding
    @Middleware(Middleware.Kind.CONNECT)
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Described {}

    @Described
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION + 1)
    static class Describe {
        @Inject
        Callers callers;

        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            Socket socket = (Socket) call.getTarget();
            socket.emit("in middleware", callers.describe(socket));
            return call.proceed();
        }
    }

    // --- who may

    @RolesAllowed("admin")
    @NamespaceEndpoint("/admins")
    static class Admins {
        @Inject
        @Of("/lobby")
        Namespace lobby;

        void connected(@Observes @Connect Socket socket) {
            lobby.emit("admin came");
        }
    }

    @RolesAllowed({"user", "guest"})
    @NamespaceEndpoint("/tenants/{tenant}")
    static class Tenants {}

    @NamespaceEndpoint("/desk")
    static class Desk {
        @RolesAllowed("admin")
        String close(@Observes @On("close") Socket socket) {
            return "closed";
        }

        @NonBlocking
        @RolesAllowed("admin")
        String quick(@Observes @On("quick close") Socket socket) {
            return "closed";
        }

        @PermitAll
        String look(@Observes @On("look") Socket socket) {
            return "seen";
        }

        @DenyAll
        String burn(@Observes @On("burn") Socket socket) {
            return "burnt";
        }

        void refused(@Observes @OnError EventRefused refusal, Socket socket) {
            socket.emit("refused", refusal.getMessage());
        }
    }

    // --- expiry

    @Tokens
    @NamespaceEndpoint("/tokens")
    static class Tokened {
        void renew(@Observes @On("renew") long millis, Socket socket) {
            socket.expireAt(Instant.now().plusMillis(millis));
        }

        String here(@Observes @On("here") Socket socket) {
            return "yes";
        }
    }

    @InterceptorBinding
    @Middleware(Middleware.Kind.CONNECT)
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Tokens {}

    @Tokens
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class TokenCheck {
        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            Socket socket = (Socket) call.getTarget();
            socket.expireAt(Instant.now().plusMillis(socket.handshake().auth().getInt("expires")));
            return call.proceed();
        }
    }

    // --- the HTTP session

    /** {@code GET /login/session?do=...}: only for who is logged in. */
    @WebServlet("/login/session")
    public static class Session extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            HttpSession session = request.getSession();
            switch (String.valueOf(request.getParameter("do"))) {
                case "fill" -> session.setAttribute("cart", request.getParameter("value"));
                case "rotate" -> request.changeSessionId();
                case "hurry" -> session.setMaxInactiveInterval(1);
                case "invalidate" -> session.invalidate();
                default -> {}
            }
            response.getWriter().print(request.getRemoteUser());
        }
    }

    /** The page that the container shows to who has to log in, and again to who has failed. */
    @WebServlet("/form")
    public static class Form extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("log in");
        }
    }
}
