package org.enfilade.internal.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.enfilade.Tls;
import org.enfilade.internal.namespace.HandshakeRequest;
import org.enfilade.internal.namespace.RequestTls;
import org.enfilade.internal.text.QueryString;

/** Takes from a servlet request what stays of it. */
final class HandshakeRequests {
    private HandshakeRequests() {}

    static HandshakeRequest of(HttpServletRequest request) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Enumeration<String> names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            headers.put(name, values(request.getHeaders(name)));
        }
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

    /** Nearly every header has one value, which needs no list to collect it. */
    private static List<String> values(Enumeration<String> given) {
        String first = given.hasMoreElements() ? given.nextElement() : null;
        if (given.hasMoreElements()) {
            List<String> all = Collections.list(given);
            all.add(0, first);
            return List.copyOf(all);
        }
        return first == null ? List.of() : List.of(first);
    }

    /**
     * What the server tells of its TLS; empty without TLS. Apart from the rest, since only handshakes are asked for it.
     *
     * @see <a href="https://jakarta.ee/specifications/servlet/6.1/jakarta-servlet-spec-6.1#ssl-attributes">Jakarta
     *     Servlet 6.1, 3.10; it has brought the version</a>
     */
    static Optional<Tls> tls(HttpServletRequest request) {
        if (!request.isSecure()) {
            return Optional.empty();
        }
        RequestTls tls = new RequestTls(
                text(request, "jakarta.servlet.request.cipher_suite"),
                request.getAttribute("jakarta.servlet.request.key_size") instanceof Integer size
                        ? OptionalInt.of(size)
                        : OptionalInt.empty(),
                text(request, "jakarta.servlet.request.secure_protocol"),
                text(request, "jakarta.servlet.request.ssl_session_id"),
                request.getAttribute("jakarta.servlet.request.X509Certificate") instanceof X509Certificate[] chain
                        ? List.of(chain)
                        : List.of());
        return tls.isEmpty() ? Optional.empty() : Optional.of(tls);
    }

    private static Optional<String> text(HttpServletRequest request, String attribute) {
        return request.getAttribute(attribute) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
