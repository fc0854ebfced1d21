package org.enfilade.internal.text;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The parameters of a query. Parsed by ourselves, since {@code getParameter} consumes a form-encoded POST body on some
 * servers.
 */
public final class QueryString {
    private QueryString() {}

    /** The decoded parameters in order; a part that cannot be decoded stays as it is. */
    public static Map<String, List<String>> parse(String query) {
        if (query == null || query.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        read(
                query,
                (name, value) -> parameters
                        .computeIfAbsent(name, key -> new ArrayList<>(1))
                        .add(value));
        parameters.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(parameters);
    }

    /** Hands on the same parameters one by one, with names and values. */
    public static void read(String query, BiConsumer<String, String> to) {
        for (int at = 0; at < query.length(); ) {
            int ampersand = query.indexOf('&', at);
            int end = ampersand < 0 ? query.length() : ampersand;
            if (end > at) {
                String part = query.substring(at, end);
                int equals = part.indexOf('=');
                String name = decode(equals < 0 ? part : part.substring(0, equals));
                to.accept(name, equals < 0 ? "" : decode(part.substring(equals + 1)));
            }
            at = end + 1;
        }
    }

    private static String decode(String text) {
        return isEncoded(text) ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text;
    }

    /** Asked first: a client must not make the server fill in the traces of exceptions. */
    private static boolean isEncoded(String text) {
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
            if (at + 2 >= text.length() || hex(text, at + 1) < 0 || hex(text, at + 2) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int hex(String text, int at) {
        return text.charAt(at) < 128 ? Character.digit(text.charAt(at), 16) : -1;
    }
}
