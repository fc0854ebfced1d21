package org.enfilade;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

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
    private static final CorsOptions SAME_ORIGIN = new CorsOptions(
            new Origins(List.of(), List.of(), Optional.empty()),
            List.of("GET", "POST"),
            List.of(),
            List.of(),
            false,
            Optional.empty());

    /** The parts that have properties of their own, and what a text makes of options that lack them. */
    static final Map<String, BiFunction<CorsOptions, String, CorsOptions>> PARTS = Map.of(
            "origin", (cors, text) -> cors.withOrigins(OptionText.list(text)),
            "originPattern", (cors, text) -> cors.orMatching(pattern(text)),
            "methods", (cors, text) -> cors.withMethods(OptionText.list(text)),
            "allowedHeaders", (cors, text) -> cors.withAllowedHeaders(OptionText.list(text)),
            "exposedHeaders", (cors, text) -> cors.withExposedHeaders(OptionText.list(text)),
            "credentials", (cors, text) -> cors.withCredentials(OptionText.truth(text)),
            "maxAge", (cors, text) -> cors.withMaxAge(OptionText.duration(text)));

    /** An origin as browsers write it, whose host may begin with "*.", or be "*", and whose port may be "*". */
    private static final Pattern ENTRY = Pattern.compile(
            "[A-Za-z][A-Za-z0-9+.-]*://" + "(\\*|(\\*\\.)?[^*:/?#@\\[\\]\\s]*|\\[[0-9A-Fa-f:.]+])" + "(:(\\d+|\\*))?");

    /** What a page is called that has no origin of its own: a file, and whatever a sandbox holds. */
    private static final String NULL = "null";

    /** Origins of strangers: the top level domain belongs to nobody. */
    private static final List<String> STRANGERS =
            List.of("https://stranger.invalid", "http://stranger.invalid", "https://a-stranger.invalid:8443");

    /** Which they are. */
    private record Origins(List<String> names, List<Pattern> patterns, Optional<Predicate<String>> decision) {
        boolean isEmpty() {
            return names.isEmpty() && patterns.isEmpty() && decision.isEmpty();
        }

        /** A pattern is equal to none but itself, so its text is compared. */
        List<Object> parts() {
            return List.of(names, patterns.stream().map(Pattern::toString).toList(), decision);
        }
    }

    private final Origins origins;
    private final List<String> methods;
    private final List<String> allowedHeaders;
    private final List<String> exposedHeaders;
    private final boolean credentials;
    private final Optional<Duration> maxAge;

    private CorsOptions(
            Origins origins,
            List<String> methods,
            List<String> allowedHeaders,
            List<String> exposedHeaders,
            boolean credentials,
            Optional<Duration> maxAge) {
        if (credentials) {
            checkCredentials(origins);
        }
        this.origins = origins;
        this.methods = methods;
        this.allowedHeaders = allowedHeaders;
        this.exposedHeaders = exposedHeaders;
        this.credentials = credentials;
        this.maxAge = maxAge;
    }

    private static void checkCredentials(Origins origins) {
        for (String name : origins.names) {
            if (name.equals("*") || name.contains("://*") && !name.contains("://*.")) {
                throw new IllegalArgumentException("cors: the origin \"" + name
                        + "\" with credentials would let every site act as the user; list the origins");
            }
            if (name.equals(NULL)) {
                throw new IllegalArgumentException("cors: the origin \"null\" with credentials would let every site "
                        + "act as the user, since a page in a sandboxed frame has it; list other origins");
            }
        }
        for (Pattern pattern : origins.patterns) {
            if (STRANGERS.stream().anyMatch(name -> pattern.matcher(name).matches())) {
                throw new IllegalArgumentException("cors: the pattern \"" + pattern
                        + "\" with credentials would let every site act as the user; let it name a host");
            }
        }
    }

    /** Only pages of the same origin. */
    public static CorsOptions sameOrigin() {
        return SAME_ORIGIN;
    }

    /**
     * These origins, for GET and POST, without credentials. Upper and lower case are the same, and so are an origin
     * with its standard port and without.
     *
     * @param origins such as {@code "https://app.example"}. {@code "https://*.app.example"} allows all hosts below
     *     {@code app.example}, but not that one itself, and {@code "http://localhost:*"} all ports; {@code "*"} allows
     *     every origin, and {@code "null"} pages that have none
     * @throws IllegalArgumentException if one is no origin, for example since it ends with a slash
     */
    public static CorsOptions allowing(String... origins) {
        return SAME_ORIGIN.withOrigins(origins);
    }

    /**
     * The same, and all origins that one of these patterns matches as a whole, as if it stood between {@code ^} and
     * {@code $}. Write {@code \\.} for the dot of a host name: a plain one stands for any character, so that
     * {@code https://app.example} as a pattern lets {@code https://appXexample} in. Never matches {@code "null"}.
     *
     * @throws IllegalArgumentException if credentials are allowed, and a pattern matches whatever host there is
     */
    public CorsOptions orMatching(Pattern... patterns) {
        return with(new Origins(origins.names, plus(origins.patterns, patterns), origins.decision));
    }

    /**
     * The same, and all origins for which the application decides so: called for each request of a browser whose origin
     * nothing else here allows, preflights too, on a thread of the container; it must not block. Not called for
     * {@code "null"}, nor for what cannot be an origin. If it throws, the origin is not allowed. With credentials it
     * must not let in everybody.
     */
    public CorsOptions orIf(Predicate<String> decision) {
        return with(new Origins(
                origins.names,
                origins.patterns,
                Optional.of(origins.decision.map(d -> d.or(decision)).orElse(decision))));
    }

    private static List<Pattern> plus(List<Pattern> some, Pattern... more) {
        return Stream.concat(some.stream(), Arrays.stream(more)).toList();
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("write a regular expression: " + e.getDescription(), e);
        }
    }

    private CorsOptions withOrigins(String... names) {
        for (String name : names) {
            if (!name.equals("*") && !name.equals(NULL) && !ENTRY.matcher(name).matches()) {
                throw new IllegalArgumentException("cors: \"" + name + "\" is no origin; write scheme, host and, if it "
                        + "is not the standard one, port, such as https://app.example or https://*.app.example");
            }
        }
        return with(new Origins(List.of(names), origins.patterns, origins.decision));
    }

    private CorsOptions with(Origins others) {
        return new CorsOptions(others, methods, allowedHeaders, exposedHeaders, credentials, maxAge);
    }

    /**
     * The same with credentials: a page may send cookies.
     *
     * @throws IllegalArgumentException if {@code "*"} or {@code "null"} is allowed, or a pattern that matches whatever
     *     host there is
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

    /** Whether no foreign origin is allowed. */
    public boolean isSameOriginOnly() {
        return origins.isEmpty();
    }

    /** The allowed origins; {@code "*"} stands for every origin. Unmodifiable, like all lists here. */
    public List<String> origins() {
        return origins.names;
    }

    /** What allowed origins match as a whole. */
    public List<Pattern> originPatterns() {
        return origins.patterns;
    }

    /** How the application decides about an origin that is neither listed nor matches. */
    public Optional<Predicate<String>> originDecision() {
        return origins.decision;
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
        return List.of(origins.parts(), methods, allowedHeaders, exposedHeaders, credentials, maxAge);
    }

    @Override
    public String toString() {
        return "CorsOptions" + parts();
    }
}
