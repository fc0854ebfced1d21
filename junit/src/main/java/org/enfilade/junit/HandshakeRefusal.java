package org.enfilade.junit;

/**
 * How the server has answered a WebSocket handshake that it does not accept.
 *
 * @param status of HTTP
 * @param body JSON with {@code code} and {@code message}; empty if the client could not read it
 */
public record HandshakeRefusal(int status, String body) {}
