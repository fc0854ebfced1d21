package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.enfilade.junit.HandshakeRefusal;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A WebSocket handshake without a FORM login. Payara does not get as far: it reads the body of the request first, to
 * keep it for after the login, and that of a handshake has no end
 * ({@code server-configs/reproduce payara form-upgrade}).
 */
@ExtendWith(ArquillianExtension.class)
class FormLoginWildFlyIT {
    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        return SecurityDeployments.formEverywhere("form-everywhere");
    }

    @Test
    void webSocket_withoutLogin_isToldSo() {
        HandshakeRefusal refused = SocketIOClient.at(base).refused(Transport.WEBSOCKET);

        assertThat(refused.status()).isEqualTo(401);
    }
}
