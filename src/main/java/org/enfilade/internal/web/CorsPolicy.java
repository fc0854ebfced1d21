package org.enfilade.internal.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.enfilade.CorsOptions;

/** Which origins are let in, and what their browsers are told. */
final class CorsPolicy {
    /** Not by {@code java.net.URI}, which knows no host with an underscore. */
    private static final Pattern ORIGIN =
            Pattern.compile("(https?)://([^/@?#]+?)(?::(\\d+))?", Pattern.CASE_INSENSITIVE);

    private static final Pattern HOST = Pattern.compile("([^/@?#]+?)(?::(\\d+))?");

    private final CorsOptions options;

    CorsPolicy(CorsOptions options) {
        this.options = options;
    }

    /**
     * Whether a request may be served.
     *
     * @param origin the header, {@code null} for a client that is no browser, or a request of the same origin
     * @param host the {@code Host} header
     */
    boolean allows(String origin, String host) {
        return origin == null || isListed(origin) || isSame(origin, host);
    }

    private boolean isListed(String origin) {
        return options.origins().contains("*") || options.origins().contains(origin);
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

    /** The headers of an answer. */
    Map<String, String> headers(String origin) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (options.origins().isEmpty()) {
            return headers;
        }
        if (options.origins().contains("*")) {
            headers.put("Access-Control-Allow-Origin", "*");
        } else {
            headers.put("Vary", "Origin");
            if (origin == null || !isListed(origin)) {
                return headers;
            }
            headers.put("Access-Control-Allow-Origin", origin);
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
     * The further headers of the answer to a preflight.
     *
     * @param requested the {@code Access-Control-Request-Headers}, or {@code null}
     */
    Map<String, String> preflightHeaders(String origin, String requested) {
        Map<String, String> headers = headers(origin);
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
}
