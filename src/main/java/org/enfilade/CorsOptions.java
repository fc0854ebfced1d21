package org.enfilade;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Which foreign origins may use the server, as in Socket.IO's {@code cors} option. Without it only pages of the same
 * origin may, on polling and on WebSocket alike; clients that send no {@code Origin} (not browsers) are not restricted.
 * Immutable.
 *
 * <p>{@code CorsOptions.allowing("https://app.example").withCredentials()}
 *
 * @see <a href="https://socket.io/docs/v4/handling-cors/">Socket.IO: Handling CORS</a>
 */
public final class CorsOptions {
    private static final CorsOptions SAME_ORIGIN =
            new CorsOptions(List.of(), List.of("GET", "POST"), List.of(), List.of(), false, Optional.empty());

    /** The parts that have properties of their own, and what a text makes of options that lack them. */
    static final Map<String, BiFunction<CorsOptions, String, CorsOptions>> PARTS = Map.of(
            "origin", (cors, text) -> cors.withOrigins(OptionText.list(text)),
            "methods", (cors, text) -> cors.withMethods(OptionText.list(text)),
            "allowedHeaders", (cors, text) -> cors.withAllowedHeaders(OptionText.list(text)),
            "exposedHeaders", (cors, text) -> cors.withExposedHeaders(OptionText.list(text)),
            "credentials", (cors, text) -> cors.withCredentials(OptionText.truth(text)),
            "maxAge", (cors, text) -> cors.withMaxAge(OptionText.duration(text)));

    private final List<String> origins;
    private final List<String> methods;
    private final List<String> allowedHeaders;
    private final List<String> exposedHeaders;
    private final boolean credentials;
    private final Optional<Duration> maxAge;

    private CorsOptions(
            List<String> origins,
            List<String> methods,
            List<String> allowedHeaders,
            List<String> exposedHeaders,
            boolean credentials,
            Optional<Duration> maxAge) {
        if (credentials && origins.contains("*")) {
            throw new IllegalArgumentException(
                    "cors: the origin \"*\" with credentials would let every site act as the user; list the origins");
        }
        this.origins = origins;
        this.methods = methods;
        this.allowedHeaders = allowedHeaders;
        this.exposedHeaders = exposedHeaders;
        this.credentials = credentials;
        this.maxAge = maxAge;
    }

    /** Only pages of the same origin. */
    public static CorsOptions sameOrigin() {
        return SAME_ORIGIN;
    }

    /**
     * These origins, for GET and POST, without credentials.
     *
     * @param origins such as {@code "https://app.example"}; {@code "*"} allows every origin
     */
    public static CorsOptions allowing(String... origins) {
        return SAME_ORIGIN.withOrigins(origins);
    }

    private CorsOptions withOrigins(String... names) {
        return new CorsOptions(List.of(names), methods, allowedHeaders, exposedHeaders, credentials, maxAge);
    }

    /**
     * The same with credentials: a page may send cookies.
     *
     * @throws IllegalArgumentException if the origin {@code "*"} is allowed
     */
    public CorsOptions withCredentials() {
        return withCredentials(true);
    }

    private CorsOptions withCredentials(boolean allowed) {
        return new CorsOptions(origins, methods, allowedHeaders, exposedHeaders, allowed, maxAge);
    }

    CorsOptions withPart(String part, String text) {
        return Objects.requireNonNull(PARTS.get(part)).apply(this, text);
    }

    /** The same with other methods in the answer to a preflight request. */
    public CorsOptions withMethods(String... names) {
        return new CorsOptions(origins, List.of(names), allowedHeaders, exposedHeaders, credentials, maxAge);
    }

    /** The same with these request headers allowed; without any, the server allows those for which the browser asks. */
    public CorsOptions withAllowedHeaders(String... names) {
        return new CorsOptions(origins, methods, List.of(names), exposedHeaders, credentials, maxAge);
    }

    /** The same with these headers of the answer readable by scripts. */
    public CorsOptions withExposedHeaders(String... names) {
        return new CorsOptions(origins, methods, allowedHeaders, List.of(names), credentials, maxAge);
    }

    /** The same with a time for which a browser may keep the answer to a preflight request. */
    public CorsOptions withMaxAge(Duration age) {
        return new CorsOptions(origins, methods, allowedHeaders, exposedHeaders, credentials, Optional.of(age));
    }

    /** The allowed origins; {@code "*"} stands for every origin. Unmodifiable, like all lists here. */
    public List<String> origins() {
        return origins;
    }

    /** The methods in the answer to a preflight request. */
    public List<String> methods() {
        return methods;
    }

    /** The request headers in the answer to a preflight request; what the browser asks for if empty. */
    public List<String> allowedHeaders() {
        return allowedHeaders;
    }

    /** The headers of the answer that scripts may read. */
    public List<String> exposedHeaders() {
        return exposedHeaders;
    }

    /** Whether cookies may be sent. */
    public boolean credentials() {
        return credentials;
    }

    /** How long a browser may keep the answer to a preflight request. */
    public Optional<Duration> maxAge() {
        return maxAge;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CorsOptions that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    private List<Object> parts() {
        return List.of(origins, methods, allowedHeaders, exposedHeaders, credentials, maxAge);
    }

    @Override
    public String toString() {
        return "CorsOptions" + parts();
    }
}
