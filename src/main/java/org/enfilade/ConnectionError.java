package org.enfilade;

/**
 * A handshake or request that was refused, for {@link OnConnectionError}.
 *
 * @param code Engine.IO's code, 0 to 5
 * @param message what the client was told
 * @param uri the request's path and query
 * @param address the client's network address, or an empty text where the server does not tell
 */
public record ConnectionError(int code, String message, String uri, String address) {}
