package org.enfilade.internal.web;

import java.util.List;
import java.util.Map;
import org.enfilade.internal.engine.Dialect;
import org.enfilade.internal.engine.Dialects;

/**
 * What the protocol looks at in an HTTP request.
 *
 * @param upgrade whether it asks for a WebSocket, and how
 */
record EngineRequest(String method, UpgradeAsked upgrade, Map<String, List<String>> query) {
    /** A parameter's first value, or an empty text. */
    String parameter(String name) {
        return first(query, name);
    }

    private static String first(Map<String, List<String>> query, String name) {
        List<String> values = query.get(name);
        return values == null ? "" : values.get(0);
    }

    /** The session's id; empty for a handshake. */
    String sid() {
        return parameter("sid");
    }

    /** What it is in; all revisions but 4, and none at all, are taken for the one before, as the reference does. */
    Dialect dialect() {
        return dialect(query);
    }

    /** What a request with this query is in. */
    static Dialect dialect(Map<String, List<String>> query) {
        return Dialects.of(
                first(query, "EIO").equals("4") ? 4 : 3, !first(query, "b64").isEmpty());
    }

    /** Whether it wants its answers as scripts (JSONP), which browsers without CORS did. */
    boolean wantsScripts() {
        return query.containsKey("j");
    }

    boolean isHandshake() {
        return sid().isEmpty();
    }
}
