package org.enfilade.internal.web;

import java.security.Principal;
import org.enfilade.internal.namespace.HandshakeRequest;

/**
 * Carries a checked handshake from the filter to the endpoint, as the principal of the upgraded request: the one thing that every
 * server hands from the request to the WebSocket session (Jakarta WebSocket 2.1, {@code Session.getUserPrincipal}), while it shows
 * the endpoint neither the client's address nor the filter's request attributes.
 */
record UpgradePrincipal(EngineGateway gateway, String sid, HandshakeRequest handshake, ClientLink link)
        implements Principal {
    @Override
    public String getName() {
        return handshake.principal().map(Principal::getName).orElse("anonymous");
    }
}
