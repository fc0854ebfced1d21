package org.enfilade.internal.web;

import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;

/** Tells a handshake that it has arrived: after all filters, and before the WebSocket is opened. */
public final class UpgradeConfigurator extends ServerEndpointConfig.Configurator {
    /** For the container. */
    public UpgradeConfigurator() {}

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        PendingUpgrades.ALL.find(request.getQueryString()).ifPresent(upgrade -> upgrade.arrive(request));
    }
}
