package org.enfilade.internal.namespace;

import jakarta.json.JsonObject;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.enfilade.Handshake;
import org.enfilade.Tls;
import org.enfilade.internal.json.JsonBinding;

/** The handshake of a socket of another node. */
final class DistantHandshake implements Handshake {
    /** Whom another node has let in. */
    private record User(String name) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    private final JsonBinding binding;
    private final Map<?, ?> facts;
    private final JsonObject auth;

    DistantHandshake(JsonBinding binding, Map<?, ?> facts, JsonObject auth) {
        this.binding = binding;
        this.facts = facts;
        this.auth = auth;
    }

    @Override
    public JsonObject auth() {
        return auth;
    }

    @Override
    public <T> T auth(Class<T> type) {
        return type.cast(binding.read(auth.toString(), List.of(), type));
    }

    @SuppressWarnings("unchecked")
    private Map<String, List<String>> lists(String name) {
        return (Map<String, List<String>>) facts.get(name);
    }

    @Override
    public Map<String, List<String>> query() {
        return lists("query");
    }

    @Override
    public Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(lists("headers"));
        return headers;
    }

    @Override
    public Optional<Principal> principal() {
        return Optional.ofNullable((String) facts.get("user")).map(User::new);
    }

    @Override
    public boolean isUserInRole(String role) {
        throw new UnsupportedOperationException("roles are known on the socket's own node only");
    }

    @Override
    public Optional<Object> sessionAttribute(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<String> address() {
        return Optional.ofNullable((String) facts.get("address"));
    }

    @Override
    public boolean secure() {
        return (Boolean) facts.get("secure");
    }

    @Override
    public Optional<Tls> tls() {
        return Optional.empty();
    }

    @Override
    public String uri() {
        return (String) facts.get("uri");
    }

    @Override
    public Instant time() {
        return Instant.ofEpochMilli(((Number) facts.get("time")).longValue());
    }
}
