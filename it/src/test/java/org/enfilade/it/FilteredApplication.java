package org.enfilade.it;

import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.Socket;

/** What {@link FilteredIT} and {@link ShiroIT} deploy: the filters of the application say who comes. */
final class FilteredApplication {
    private FilteredApplication() {}

    @DeclareRoles("user")
    @NamespaceEndpoint("/")
    static class Main {
        /** And in which roles. */
        String who(@Observes @On("who") Socket socket) {
            String name = socket.handshake().principal().map(Principal::getName).orElse("nobody");
            List<String> roles = List.of("admin", "user");
            return name
                    + roles.stream().filter(socket.handshake()::isUserInRole).toList();
        }

        String session(@Observes @On("attribute") String name, Socket socket) {
            return socket.handshake().sessionAttribute(name).orElse("none").toString();
        }

        String query(@Observes @On("query") Socket socket) {
            return socket.handshake().uri();
        }
    }

    @RolesAllowed("admin")
    @NamespaceEndpoint("/admins")
    static class Admins {}

    /** Somebody whom only the filter knows: the headers say who, and in which role. */
    public static class BringsUser extends HttpFilter {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request.getHeader("X-User") == null ? request : new Known(request), response);
        }
    }

    private static final class Known extends HttpServletRequestWrapper {
        private final String user;
        private final String role;

        Known(HttpServletRequest request) {
            super(request);
            this.user = request.getHeader("X-User");
            this.role = request.getHeader("X-Role");
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> user;
        }

        @Override
        public boolean isUserInRole(String asked) {
            return asked.equals(role);
        }
    }

    /** Lets nobody pass who is nobody, if it is asked to look. */
    public static class RefusesNobody extends HttpFilter {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (request.getHeader("X-Guarded") != null && request.getUserPrincipal() == null) {
                response.sendError(HttpServletResponse.SC_FORBIDDEN);
            } else {
                chain.doFilter(request, response);
            }
        }
    }
}
