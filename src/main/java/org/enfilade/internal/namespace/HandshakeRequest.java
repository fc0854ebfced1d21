package org.enfilade.internal.namespace;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.enfilade.Handshake;

/** The request that opened a connection: a handshake whose auth payload is still to come. */
public record HandshakeRequest(
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        Optional<Principal> principal,
        String address,
        boolean secure,
        String uri,
        Instant time)
        implements Handshake {
    @Override
    public JsonObject auth() {
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    @Override
    public <T> T auth(Class<T> type) {
        throw new IllegalStateException("the auth payload comes with a namespace, after the handshake");
    }
}
