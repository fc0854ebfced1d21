package org.enfilade.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Base64;
import org.enfilade.junit.HandshakeRefusal;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The user who is logged in to the web application is the handshake's principal; there is no second login. */
@ExtendWith(ArquillianExtension.class)
class PrincipalIT {
    @ArquillianResource
    @OperateOnDeployment("protected")
    private URI guarded;

    @ArquillianResource
    @OperateOnDeployment("open")
    private URI open;

    @Deployment(name = "open", testable = false)
    static WebArchive open() {
        return Deployments.war("open", PrincipalApplication.class);
    }

    @Deployment(name = "protected", testable = false)
    static WebArchive guarded() {
        return Deployments.war("protected", PrincipalApplication.class)
                .addAsWebInfResource(new StringAsset("""
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                    <security-constraint>
                        <web-resource-collection>
                            <web-resource-name>all</web-resource-name>
                            <url-pattern>/*</url-pattern>
                        </web-resource-collection>
                        <auth-constraint><role-name>*</role-name></auth-constraint>
                    </security-constraint>
                    <login-config><auth-method>BASIC</auth-method></login-config>
                    <security-role><role-name>admin</role-name></security-role>
                    <security-role><role-name>user</role-name></security-role>
                </web-app>
                """), "web.xml");
    }

    @ParameterizedTest
    @EnumSource
    void principal_isTheUserLoggedIn(Transport transport) {
        try (SocketIOClient ada = transport.open(as("ada"));
                SocketIOClient bob = transport.open(as("bob"))) {
            ada.connect("/");
            bob.connect("/");

            assertThat(ada.call("/", "who")).isEqualTo("ada");
            assertThat(bob.call("/", "who")).isEqualTo("bob");
        }
    }

    @ParameterizedTest
    @EnumSource
    void middleware_refusesByPrincipal(Transport transport) {
        try (SocketIOClient ada = transport.open(as("ada"));
                SocketIOClient bob = transport.open(as("bob"))) {
            assertThat(ada.connect("/ada")).isNotEmpty();
            assertThat(bob.refused("/ada").message()).isEqualTo("not for bob");
        }
    }

    @ParameterizedTest
    @EnumSource
    void principal_withoutLogin_isNobody(Transport transport) {
        try (SocketIOClient client = transport.open(SocketIOClient.at(open))) {
            client.connect("/");

            assertThat(client.call("/", "who")).isEqualTo("nobody");
        }
    }

    @ParameterizedTest
    @EnumSource
    void handshake_withoutLogin_isRefusedByTheContainer(Transport transport) {
        HandshakeRefusal refused = SocketIOClient.at(guarded).refused(transport);

        assertThat(refused.status()).isEqualTo(401);
    }

    private ClientTarget as(String user) {
        String login = Base64.getEncoder().encodeToString((user + ":secret").getBytes(UTF_8));
        return SocketIOClient.at(guarded).header("Authorization", "Basic " + login);
    }
}
