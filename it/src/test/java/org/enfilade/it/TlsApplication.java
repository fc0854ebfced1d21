package org.enfilade.it;

import jakarta.enterprise.event.Observes;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.Socket;
import org.enfilade.Tls;

/** What {@link TlsWildFlyIT} deploys. */
final class TlsApplication {
    private TlsApplication() {}

    @NamespaceEndpoint("/")
    static class Main {
        String tls(@Observes @On("tls") Socket socket) {
            Tls tls = socket.handshake().tls().orElse(null);
            return socket.handshake().secure() + " "
                    + (tls == null
                            ? "none"
                            : tls.cipherSuite().orElse("?") + " "
                                    + tls.keySize().orElse(0) + " "
                                    + tls.sessionId().isPresent() + " "
                                    + tls.certificates().size());
        }
    }

    @NamespaceEndpoint("/echo")
    static class Echo {
        String echo(@Observes @On("echo") String text) {
            return text;
        }
    }
}
