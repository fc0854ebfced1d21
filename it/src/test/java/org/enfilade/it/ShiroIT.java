package org.enfilade.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.util.Base64;
import org.enfilade.junit.HandshakeRefusal;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Apache Shiro as it is, set up as its guide says: a listener and a filter in {@code web.xml}, users and roles in
 * {@code shiro.ini}.
 */
@ExtendWith(ArquillianExtension.class)
class ShiroIT {
    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        // made by the build, before the tests
        File[] shiro = new File(System.getProperty("it.directory"))
                .toPath()
                .resolveSibling("shiro")
                .toFile()
                .listFiles();
        return Deployments.war("shiro", FilteredApplication.class)
                .addAsLibraries(shiro)
                .addAsWebInfResource(new StringAsset("""
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0">
                    <listener>
                        <listener-class>org.apache.shiro.web.env.EnvironmentLoaderListener</listener-class>
                    </listener>
                    <filter>
                        <filter-name>shiro</filter-name>
                        <filter-class>org.apache.shiro.web.servlet.ShiroFilter</filter-class>
                        <async-supported>true</async-supported>
                    </filter>
                    <filter-mapping>
                        <filter-name>shiro</filter-name>
                        <url-pattern>/*</url-pattern>
                    </filter-mapping>
                </web-app>
                """), "web.xml")
                .addAsWebInfResource(new StringAsset("""
                [users]
                ada = secret, admin
                bob = secret, user
                [urls]
                /** = authcBasic[permissive]
                """), "shiro.ini");
    }

    private ClientTarget as(String login) {
        return SocketIOClient.at(base)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @EnumSource
    void user_ofShiro_isTheCaller(Transport transport) {
        try (SocketIOClient ada = transport.open(as("ada:secret"));
                SocketIOClient bob = transport.open(as("bob:secret"));
                SocketIOClient nobody = transport.open(SocketIOClient.at(base))) {
            ada.connect("/");
            bob.connect("/");
            nobody.connect("/");

            assertThat(ada.call("/", "who")).isEqualTo("ada[admin]");
            assertThat(bob.call("/", "who")).isEqualTo("bob[user]");
            assertThat(nobody.call("/", "who")).isEqualTo("nobody[]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rolesAllowed_goByShirosRoles(Transport transport) {
        try (SocketIOClient ada = transport.open(as("ada:secret"));
                SocketIOClient bob = transport.open(as("bob:secret"))) {
            assertThat(ada.connect("/admins")).isNotEmpty();
            assertThat(bob.refused("/admins").message()).isEqualTo("not authorized");
        }
    }

    @Test
    void upgrade_keepsTheCaller() {
        try (SocketIOClient ada = as("ada:secret").polling()) {
            ada.connect("/");
            ada.upgrade();

            assertThat(ada.call("/", "who")).isEqualTo("ada[admin]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void loginThatShiroRefuses_opensNothing(Transport transport) {
        HandshakeRefusal refused = as("ada:wrong").refused(transport);

        assertThat(refused.status()).isEqualTo(401);
    }
}
