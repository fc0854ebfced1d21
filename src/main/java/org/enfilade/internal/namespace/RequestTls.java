package org.enfilade.internal.namespace;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.enfilade.Tls;

/** What the server tells of the TLS of a request. */
public record RequestTls(
        Optional<String> cipherSuite,
        OptionalInt keySize,
        Optional<String> protocol,
        Optional<String> sessionId,
        List<X509Certificate> certificates)
        implements Tls {
    public RequestTls {
        certificates = List.copyOf(certificates);
    }

    /** Whether the server tells nothing. */
    public boolean isEmpty() {
        return cipherSuite.isEmpty()
                && keySize.isEmpty()
                && protocol.isEmpty()
                && sessionId.isEmpty()
                && certificates.isEmpty();
    }
}
