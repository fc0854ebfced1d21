package org.enfilade.internal.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.enfilade.internal.namespace.HandshakeRequest;

/** Takes from a servlet request what stays of it. */
final class HandshakeRequests {
    private HandshakeRequests() {}

    static HandshakeRequest of(HttpServletRequest request) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Collections.list(request.getHeaderNames())
                .forEach(name -> headers.put(name, List.copyOf(Collections.list(request.getHeaders(name)))));
        String query = request.getQueryString();
        return new HandshakeRequest(
                QueryString.parse(query),
                Collections.unmodifiableMap(headers),
                Optional.ofNullable(request.getUserPrincipal()),
                Optional.ofNullable(request.getRemoteAddr()).orElse(""),
                request.isSecure(),
                query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query,
                Instant.now());
    }
}
