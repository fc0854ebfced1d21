package org.enfilade.internal.namespace;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What of a handshake lets its reader act as the client; told by the names. {@code RemoteSocket.handshake()} lists
 * them.
 */
final class Credentials {
    private static final List<String> MARKS = List.of(
            "authorization",
            "cookie",
            "token",
            "password",
            "passwd",
            "secret",
            "credential",
            "session",
            "apikey",
            "api-key",
            "api_key",
            "jwt");

    /** By which a client comes back. */
    private static final String PRIVATE_ID = "pid";

    private Credentials() {}

    private static boolean is(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals(PRIVATE_ID) || MARKS.stream().anyMatch(lower::contains);
    }

    /** The other headers, or parameters of a query. */
    static Map<String, List<String>> removed(Map<String, List<String>> values) {
        Map<String, List<String>> others = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (!is(name)) {
                others.put(name, value);
            }
        });
        return others;
    }

    /**
     * The path and the other parameters. A parameter of the path goes too, since containers write session ids there.
     */
    static String removed(String uri) {
        int query = uri.indexOf('?');
        String path = removedFrom(query < 0 ? uri : uri.substring(0, query), ";");
        return query < 0 ? path : path + "?" + removedFrom(uri.substring(query + 1), "&");
    }

    private static String removedFrom(String parts, String separator) {
        StringJoiner others = new StringJoiner(separator);
        for (String part : parts.split(separator, -1)) {
            int end = part.indexOf('=');
            if (end < 0 || !is(decoded(part.substring(0, end)))) {
                others.add(part);
            }
        }
        return others.toString();
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    /** The other members of an auth payload, at any depth; the decoder of packets has bounded that. */
    static JsonObject removed(JsonObject auth) {
        JsonObjectBuilder others = Json.createObjectBuilder();
        auth.forEach((name, value) -> {
            if (!is(name)) {
                others.add(name, removedWithin(value));
            }
        });
        return others.build();
    }

    private static JsonValue removedWithin(JsonValue value) {
        if (value instanceof JsonObject object) {
            return removed(object);
        }
        if (value instanceof JsonArray array) {
            JsonArrayBuilder items = Json.createArrayBuilder();
            array.forEach(item -> items.add(removedWithin(item)));
            return items.build();
        }
        return value;
    }
}
