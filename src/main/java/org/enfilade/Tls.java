package org.enfilade;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What TLS says of the request that opened a connection, as far as the server tells it: {@code socket.request.socket}
 * in JavaScript. Immutable. Behind a proxy that ends TLS it is what the server has taken from the proxy, mostly
 * nothing. Only the library implements this interface.
 *
 * @see Handshake#tls()
 */
public interface Tls {
    /** The cipher suite, such as {@code "TLS_AES_256_GCM_SHA384"}. */
    Optional<String> cipherSuite();

    /** The bits of the cipher's key. */
    OptionalInt keySize();

    /** The version, such as {@code "TLSv1.3"}; only servers of Jakarta EE 11 tell it. */
    Optional<String> protocol();

    /** The id of the TLS session, in hexadecimal digits on most servers. */
    Optional<String> sessionId();

    /**
     * The certificate of the client and those that have signed it, in this order; unmodifiable, and empty if the client
     * has sent none, as when the server does not ask for one. The server has verified them.
     */
    List<X509Certificate> certificates();
}
