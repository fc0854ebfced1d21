package org.enfilade.internal.web;

import java.util.List;
import java.util.Map;

/**
 * What the protocol looks at in an HTTP request.
 *
 * @param upgrade whether it asks for a WebSocket, and how
 */
record EngineRequest(String method, UpgradeAsked upgrade, Map<String, List<String>> query) {
    /** A parameter's first value, or an empty text. */
    String parameter(String name) {
        List<String> values = query.get(name);
        return values == null ? "" : values.get(0);
    }

    /** The session's id; empty for a handshake. */
    String sid() {
        return parameter("sid");
    }

    /** The revision of the protocol; all but 4 are taken for the one before, as the reference does. */
    int revision() {
        return parameter("EIO").equals("4") ? 4 : 3;
    }

    boolean isHandshake() {
        return sid().isEmpty();
    }
}
