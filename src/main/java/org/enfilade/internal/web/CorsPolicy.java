package org.enfilade.internal.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.enfilade.CorsOptions;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.log.RareWarning;
import org.enfilade.internal.text.PatternMatch;

/** Which origins are let in, and what their browsers are told. */
final class CorsPolicy {
    /** Longer than the longest host name with scheme and port. */
    private static final int MAX_LENGTH = 300;

    /** Not by {@code java.net.URI}, which knows no host with an underscore. */
    private static final Pattern ORIGIN =
            Pattern.compile("(https?)://([^/@?#]+?)(?::(\\d+))?", Pattern.CASE_INSENSITIVE);

    private static final Pattern HOST = Pattern.compile("([^/@?#]+?)(?::(\\d+))?");

    /** What an origin consists of, of whatever scheme; so a match can be told to a browser as it is. */
    private static final Pattern FORM =
            Pattern.compile("[a-z][a-z0-9+.-]*://([a-z0-9._~%-]+|\\[[0-9a-f:.]+])(:\\d{1,5})?");

    private final CorsOptions options;
    private final boolean allowsAll;
    private final Set<String> names;
    private final List<OriginWildcard> wildcards;
    private final RareWarning failed = new RareWarning();

    CorsPolicy(CorsOptions options) {
        this.options = options;
        allowsAll = options.origins().contains("*");
        Map<Boolean, List<String>> byKind =
                options.origins().stream().collect(Collectors.partitioningBy(name -> name.contains("*")));
        names = byKind.get(false).stream().map(CorsPolicy::normal).collect(Collectors.toUnmodifiableSet());
        wildcards = byKind.get(true).stream()
                .filter(name -> !name.equals("*"))
                .map(name -> new OriginWildcard(normal(name)))
                .toList();
    }

    /**
     * Decides about the origin of a request, once.
     *
     * @param lines the {@code Origin} headers; a browser writes one at most
     */
    Origin origin(List<String> lines) {
        String text = lines == null || lines.isEmpty() ? null : String.join(", ", lines);
        return new Origin(text, text != null && isForeign(text));
    }

    /** Host and scheme without upper case, the standard port left out, as browsers write an origin. */
    private static String normal(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        String port = lower.startsWith("https:") ? ":443" : lower.startsWith("http:") ? ":80" : "\n";
        return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
    }

    /** Whether it is one of the foreign origins that are allowed. */
    private boolean isForeign(String origin) {
        if (allowsAll) {
            return true;
        }
        if (options.isSameOriginOnly() || origin.length() > MAX_LENGTH) {
            return false;
        }
        String normal = normal(origin);
        return names.contains(normal)
                || FORM.matcher(normal).matches()
                        && (wildcards.stream().anyMatch(wildcard -> wildcard.covers(normal))
                                || options.originPatterns().stream().anyMatch(pattern -> matches(pattern, normal))
                                || options.originDecision()
                                        .filter(decision -> decides(decision, normal))
                                        .isPresent());
    }

    private boolean matches(Pattern pattern, String origin) {
        Optional<Boolean> result = PatternMatch.matches(pattern, origin);
        if (result.isEmpty()) {
            warn(() -> "The pattern of enfilade.cors.originPattern takes too long for the origin "
                    + LogText.quote(origin) + ", which is refused: " + pattern);
        }
        return result.orElse(false);
    }

    private boolean decides(Predicate<String> decision, String origin) {
        try {
            return decision.test(origin);
        } catch (RuntimeException | StackOverflowError e) {
            warn(() -> "CorsOptions.orIf failed for the origin " + LogText.quote(origin) + ", which is refused: " + e);
            return false;
        }
    }

    private void warn(Supplier<String> text) {
        failed.log(System.nanoTime(), text);
    }

    /** Compares host and port only: behind a proxy that ends TLS the schemes differ. */
    private static boolean isSame(String origin, String host) {
        if (host == null) {
            return false;
        }
        Matcher from = ORIGIN.matcher(origin);
        Matcher own = HOST.matcher(host);
        if (!from.matches() || !own.matches() || !from.group(2).equalsIgnoreCase(own.group(1))) {
            return false;
        }
        String standard = from.group(1).equalsIgnoreCase("https") ? "443" : "80";
        String port = from.group(3) == null ? standard : from.group(3);
        return own.group(2) == null ? port.equals("80") || port.equals("443") : port.equals(own.group(2));
    }

    /** The origin of one request, and what is to be done about it. */
    final class Origin {
        /** {@code null} for a client that is no browser, or a request of the same origin. */
        private final String text;

        private final boolean foreign;

        private Origin(String text, boolean foreign) {
            this.text = text;
            this.foreign = foreign;
        }

        /** Whether the request may be served; {@code host} is its {@code Host} header. */
        boolean allowedAt(String host) {
            return text == null || foreign || text.length() <= MAX_LENGTH && isSame(text, host);
        }

        /** The headers of the answer. */
        Map<String, String> headers() {
            Map<String, String> headers = new LinkedHashMap<>();
            if (options.isSameOriginOnly()) {
                return headers;
            }
            if (allowsAll) {
                headers.put("Access-Control-Allow-Origin", "*");
            } else {
                headers.put("Vary", "Origin");
                if (!foreign) {
                    return headers;
                }
                headers.put("Access-Control-Allow-Origin", text);
            }
            if (options.credentials()) {
                headers.put("Access-Control-Allow-Credentials", "true");
            }
            if (!options.exposedHeaders().isEmpty()) {
                headers.put("Access-Control-Expose-Headers", String.join(",", options.exposedHeaders()));
            }
            return headers;
        }

        /**
         * The headers of the answer to a preflight.
         *
         * @param requested the {@code Access-Control-Request-Headers}, or {@code null}
         */
        Map<String, String> preflightHeaders(String requested) {
            Map<String, String> headers = headers();
            if (!headers.containsKey("Access-Control-Allow-Origin")) {
                return headers;
            }
            headers.put("Access-Control-Allow-Methods", String.join(",", options.methods()));
            if (!options.allowedHeaders().isEmpty()) {
                headers.put("Access-Control-Allow-Headers", String.join(",", options.allowedHeaders()));
            } else if (requested != null) {
                headers.put("Access-Control-Allow-Headers", requested);
                headers.merge("Vary", "Access-Control-Request-Headers", (a, b) -> a + ", " + b);
            }
            options.maxAge().ifPresent(age -> headers.put("Access-Control-Max-Age", Long.toString(age.toSeconds())));
            return headers;
        }

        @Override
        public String toString() {
            return LogText.quote(text);
        }
    }
}
