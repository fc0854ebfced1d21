package org.enfilade;

import java.util.Optional;

/**
 * A handshake or request that the server has refused, for {@link OnConnectionError}. Immutable. Only the library
 * implements this interface.
 */
public interface ConnectionError {
    /** Engine.IO's code, 0 to 5. */
    int code();

    /** What the client was told. */
    String message();

    /** The request's path and query. */
    String uri();

    /** The client's network address; empty if the server does not tell it. */
    Optional<String> address();
}
