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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole application is behind a FORM login, whose page is nothing that a client could read. */
@ExtendWith(ArquillianExtension.class)
class FormLoginIT {
    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        return SecurityDeployments.formEverywhere("form-everywhere");
    }

    /** The container answered with its page and 200, which is "server error" for the official client. */
    @Test
    void poll_withoutLogin_isToldWhy() {
        HandshakeRefusal refused = SocketIOClient.at(base).refused(Transport.POLLING);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo("{\"code\":4,\"message\":\"Not logged in\"}");
    }

    @Test
    void page_withoutLogin_isTheLoginPage() {
        assertThat(Browser.notLoggedIn(base).get("login/session")).isEqualTo("log in");
    }

    @ParameterizedTest
    @EnumSource
    void handshake_afterTheLogin_isLetIn(Transport transport) {
        try (SocketIOClient ada = transport.open(Browser.loggedIn(base, "ada").target())) {
            ada.connect("/who");

            assertThat(ada.call("/who", "who")).startsWith("ada ada ada admin:true");
        }
    }
}
