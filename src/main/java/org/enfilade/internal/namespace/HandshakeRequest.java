package org.enfilade.internal.namespace;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.enfilade.Handshake;
import org.enfilade.Tls;

/**
 * The request that opened a connection: a handshake whose auth payload is still to come.
 *
 * @param remoteAddress empty if the server does not tell it
 */
public record HandshakeRequest(
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        Optional<Principal> principal,
        String remoteAddress,
        boolean secure,
        String uri,
        Instant time,
        Optional<Tls> tls,
        Caller caller)
        implements Handshake {
    /** Of nobody, without TLS. */
    public HandshakeRequest(
            Map<String, List<String>> query,
            Map<String, List<String>> headers,
            Optional<Principal> principal,
            String remoteAddress,
            boolean secure,
            String uri,
            Instant time) {
        this(query, headers, principal, remoteAddress, secure, uri, time, Optional.empty(), Caller.NOBODY);
    }

    /** Of somebody, without TLS. */
    public HandshakeRequest(
            Map<String, List<String>> query,
            Map<String, List<String>> headers,
            Optional<Principal> principal,
            String remoteAddress,
            boolean secure,
            String uri,
            Instant time,
            Caller caller) {
        this(query, headers, principal, remoteAddress, secure, uri, time, Optional.empty(), caller);
    }

    /** The same request by somebody else. */
    public HandshakeRequest by(Optional<Principal> user, Caller whom) {
        return new HandshakeRequest(query, headers, user, remoteAddress, secure, uri, time, tls, whom);
    }

    /** The same request over TLS, of which the server tells this. */
    public HandshakeRequest over(Optional<Tls> what) {
        return new HandshakeRequest(query, headers, principal, remoteAddress, secure, uri, time, what, caller);
    }

    @Override
    public Optional<String> address() {
        return Optional.of(remoteAddress).filter(known -> !known.isEmpty());
    }

    @Override
    public JsonObject auth() {
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    @Override
    public <T> T auth(Class<T> type) {
        throw new IllegalStateException("the auth payload comes with a namespace, after the handshake");
    }

    @Override
    public boolean isUserInRole(String role) {
        return caller.isInRole(role);
    }

    @Override
    public Optional<Object> sessionAttribute(String name) {
        return caller.sessionAttribute(name);
    }
}
