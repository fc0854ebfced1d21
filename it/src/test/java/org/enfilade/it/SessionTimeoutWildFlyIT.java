package org.enfilade.it;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Payara lets no session time out that has an open WebSocket (server-configs/reproductions/session-timeout). */
@ExtendWith(ArquillianExtension.class)
class SessionTimeoutWildFlyIT {
    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        return SecurityDeployments.form("security-timeout");
    }

    @Test
    void session_thatTimesOut_takesSocketsAlong() {
        Browser browser = Browser.loggedIn(base, "ada");
        try (SocketIOClient ada = browser.target().webSocket()) {
            ada.connect("/who");

            browser.get("login/session?do=hurry");

            ada.awaitEnd();
        }
    }
}
