package org.enfilade.junit;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Takes a test's word for who its client is, as a container's login would have found out. */
final class TestCallers implements Filter {
    /** Carries a text that only this server and its clients know. */
    static final String HEADER = "X-Enfilade-Test-Caller";

    private record User(String name, Set<String> roles) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    private final Map<String, User> users = new ConcurrentHashMap<>();

    /** The header's value for somebody. */
    String tokenFor(String name, String... roles) {
        String token = UUID.randomUUID().toString();
        users.put(token, new User(name, Set.of(roles)));
        return token;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String token = ((HttpServletRequest) request).getHeader(HEADER);
        User user = token == null ? null : users.get(token);
        chain.doFilter(user == null ? request : new ByUser((HttpServletRequest) request, user), response);
    }

    private static final class ByUser extends HttpServletRequestWrapper {
        private final User user;

        ByUser(HttpServletRequest request, User user) {
            super(request);
            this.user = user;
        }

        @Override
        public Principal getUserPrincipal() {
            return user;
        }

        @Override
        public String getRemoteUser() {
            return user.name();
        }

        @Override
        public boolean isUserInRole(String role) {
            return user.roles().contains(role);
        }
    }
}
