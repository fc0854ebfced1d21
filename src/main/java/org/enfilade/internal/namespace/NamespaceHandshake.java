package org.enfilade.internal.namespace;

import jakarta.json.JsonObject;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.enfilade.Handshake;
import org.enfilade.Tls;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.Packet;
import org.enfilade.internal.packet.Payload;

/** The request of the connection with the auth payload of one namespace, which is bound when it is asked for. */
final class NamespaceHandshake implements Handshake {
    private final HandshakeRequest request;
    private final JsonBinding binding;
    private final Payload auth;
    private final int length;
    private final long came;

    /** @param came when the client asked for the namespace, in nanoseconds of the ticker */
    NamespaceHandshake(HandshakeRequest request, JsonBinding binding, Packet.Connect packet, long came) {
        this.request = request;
        this.binding = binding;
        this.auth = packet.auth();
        this.length = packet.length();
        this.came = came;
    }

    /** When the client asked for the namespace, in nanoseconds of the ticker. */
    long came() {
        return came;
    }

    /** How long the auth payload is, which is kept as long as the socket. */
    int length() {
        return length;
    }

    /** About how many bytes it occupies, in so far as the client has sent it. */
    long weight() {
        long weight = 2L * length + 2L * uri().length();
        for (var header : headers().entrySet()) {
            weight += 2L * header.getKey().length();
            for (String value : header.getValue()) {
                weight += 2L * value.length();
            }
        }
        return weight;
    }

    @Override
    public JsonObject auth() {
        return auth == Payload.NOTHING ? request.auth() : read(auth, JsonObject.class);
    }

    @Override
    public <T> T auth(Class<T> type) {
        return read(auth == Payload.NOTHING ? Payload.EMPTY_OBJECT : auth, type);
    }

    private <T> T read(Payload value, Class<T> type) {
        try {
            return type.cast(value.read(0, binding, type));
        } catch (IllegalArgumentException e) {
            throw ClientMistake.of(e);
        }
    }

    @Override
    public Map<String, List<String>> query() {
        return request.query();
    }

    @Override
    public Map<String, List<String>> headers() {
        return request.headers();
    }

    @Override
    public Optional<Principal> principal() {
        return request.principal();
    }

    @Override
    public boolean isUserInRole(String role) {
        return request.isUserInRole(role);
    }

    @Override
    public Optional<Object> sessionAttribute(String name) {
        return request.sessionAttribute(name);
    }

    @Override
    public Optional<String> address() {
        return request.address();
    }

    @Override
    public boolean secure() {
        return request.secure();
    }

    @Override
    public Optional<Tls> tls() {
        return request.tls();
    }

    @Override
    public String uri() {
        return request.uri();
    }

    @Override
    public Instant time() {
        return request.time();
    }
}
