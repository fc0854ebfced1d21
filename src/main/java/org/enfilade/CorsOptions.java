package org.enfilade;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which foreign origins may use the server, as in Socket.IO's {@code cors} option. Without it only pages of the same origin
 * may, on polling and on WebSocket alike; clients that send no {@code Origin} (not browsers) are not restricted.
 *
 * @param origins such as {@code "https://app.example"}; {@code "*"} allows every origin
 * @param methods for the preflight answer
 * @param allowedHeaders for the preflight answer; what the browser asks for if empty
 * @param exposedHeaders headers of the answer that scripts may read
 * @param credentials whether cookies may be sent; refused together with the origin {@code "*"}
 * @param maxAge how long a browser may keep the preflight answer
 * @see <a href="https://socket.io/docs/v4/handling-cors/">Socket.IO: Handling CORS</a>
 */
public record CorsOptions(
        List<String> origins,
        List<String> methods,
        List<String> allowedHeaders,
        List<String> exposedHeaders,
        boolean credentials,
        Optional<Duration> maxAge) {
    public CorsOptions {
        origins = List.copyOf(origins);
        methods = List.copyOf(methods);
        allowedHeaders = List.copyOf(allowedHeaders);
        exposedHeaders = List.copyOf(exposedHeaders);
        if (credentials && origins.contains("*")) {
            throw new IllegalArgumentException(
                    "cors: the origin \"*\" with credentials would let every site act as the user; list the origins");
        }
    }

    /** Nobody but the same origin. */
    public static CorsOptions sameOrigin() {
        return allowing();
    }

    /** These origins, for GET and POST, without credentials. */
    public static CorsOptions allowing(String... origins) {
        return new CorsOptions(List.of(origins), List.of("GET", "POST"), List.of(), List.of(), false, Optional.empty());
    }

    /** The same with credentials. */
    public CorsOptions withCredentials() {
        return new CorsOptions(origins, methods, allowedHeaders, exposedHeaders, true, maxAge);
    }

    /** The same with other methods. */
    public CorsOptions withMethods(String... names) {
        return new CorsOptions(origins, List.of(names), allowedHeaders, exposedHeaders, credentials, maxAge);
    }

    /** The same with these request headers allowed. */
    public CorsOptions withAllowedHeaders(String... names) {
        return new CorsOptions(origins, methods, List.of(names), exposedHeaders, credentials, maxAge);
    }

    /** The same with these answer headers readable. */
    public CorsOptions withExposedHeaders(String... names) {
        return new CorsOptions(origins, methods, allowedHeaders, List.of(names), credentials, maxAge);
    }

    /** The same with a time to keep the preflight answer. */
    public CorsOptions withMaxAge(Duration age) {
        return new CorsOptions(origins, methods, allowedHeaders, exposedHeaders, credentials, Optional.of(age));
    }
}
