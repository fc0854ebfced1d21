package org.enfilade.internal.web;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;

/**
 * The {@link SocketIOEndpoint} at another path than the default one. Tyrus (Payara, GlassFish): an annotated class that
 * is added under a path is served at the path of its annotation nevertheless, which is taken already. So this one is
 * not annotated.
 */
public final class PathEndpoint extends Endpoint {
    private final SocketIOEndpoint endpoint = new SocketIOEndpoint();

    /** For the container. */
    public PathEndpoint() {}

    // Handlers are added with their type: servers cannot find that of a lambda.
    @Override
    public void onOpen(Session session, EndpointConfig config) {
        MessageHandler.Partial<String> text = endpoint::text;
        MessageHandler.Partial<byte[]> binary = endpoint::binary;
        session.addMessageHandler(String.class, text);
        session.addMessageHandler(byte[].class, binary);
        endpoint.open(session);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        endpoint.close(reason);
    }

    @Override
    public void onError(Session session, Throwable failure) {
        endpoint.error(session, failure);
    }
}
