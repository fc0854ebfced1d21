package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Locale;
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
 * A filter of the application that wraps the request says who comes, and in which roles; filters behind Enfilade's see
 * requests as they are.
 */
@ExtendWith(ArquillianExtension.class)
class FilteredIT {
    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("filtered", FilteredApplication.class)
                .addAsWebInfResource(new StringAsset("""
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0">
                    <filter>
                        <filter-name>brings-user</filter-name>
                        <filter-class>org.enfilade.it.FilteredApplication$BringsUser</filter-class>
                        <async-supported>true</async-supported>
                    </filter>
                    <filter>
                        <filter-name>refuses-nobody</filter-name>
                        <filter-class>org.enfilade.it.FilteredApplication$RefusesNobody</filter-class>
                        <async-supported>true</async-supported>
                    </filter>
                    <filter-mapping><filter-name>brings-user</filter-name><url-pattern>/*</url-pattern></filter-mapping>
                    <filter-mapping><filter-name>refuses-nobody</filter-name><url-pattern>/*</url-pattern></filter-mapping>
                </web-app>
                """), "web.xml");
    }

    private ClientTarget target() {
        return SocketIOClient.at(base);
    }

    private ClientTarget as(String user, String role) {
        return target().header("X-User", user).header("X-Role", role);
    }

    @ParameterizedTest
    @EnumSource
    void user_thatAFilterBrings_isTheCaller(Transport transport) {
        try (SocketIOClient ada = transport.open(as("ada", "admin"));
                SocketIOClient bob = transport.open(as("bob", "user"));
                SocketIOClient nobody = transport.open(target())) {
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
    void rolesAllowed_goByTheFiltersRoles(Transport transport) {
        try (SocketIOClient ada = transport.open(as("ada", "admin"));
                SocketIOClient bob = transport.open(as("bob", "user"))) {
            assertThat(ada.connect("/admins")).isNotEmpty();
            assertThat(bob.refused("/admins").message()).isEqualTo("not authorized");
        }
    }

    @Test
    void upgrade_keepsTheCallerOfTheHandshake() {
        try (SocketIOClient ada = as("ada", "admin").polling()) {
            ada.connect("/");
            ada.upgrade();

            assertThat(ada.call("/", "who")).isEqualTo("ada[admin]");
        }
    }

    /** A WebSocket handshake had a principal of Enfilade's, for which everybody was somebody. */
    @ParameterizedTest
    @EnumSource
    void filterThatRefusesNobody_seesWhoIsNobody(Transport transport) {
        HandshakeRefusal refused = target().header("X-Guarded", "yes").refused(transport);

        assertThat(refused.status()).isEqualTo(403);
        try (SocketIOClient ada = transport.open(as("ada", "admin").header("X-Guarded", "yes"))) {
            ada.connect("/");
            assertThat(ada.call("/", "who")).isEqualTo("ada[admin]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void uri_ofTheHandshake_isTheClients(Transport transport) {
        ClientTarget target = target().path("socket.io/?EIO=4&enfilade-upgrade=AAAAAAAAAAAAAAAAAAAAAAAA&x=");
        try (SocketIOClient client = transport.open(target)) {
            client.connect("/");

            assertThat(client.call("/", "query"))
                    .endsWith("/?EIO=4&enfilade-upgrade=AAAAAAAAAAAAAAAAAAAAAAAA&x=?EIO=4&transport="
                            + transport.name().toLowerCase(Locale.ROOT));
        }
    }
}
