package org.enfilade.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Base64;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With a BASIC login: the caller of the handshake is the caller of the handlers, and roles decide. */
@ExtendWith(ArquillianExtension.class)
class SecurityIT {
    private static final String ADA = "ada ada ada admin:true,true,true user:false,false,false";
    private static final String BOB = "bob bob bob admin:false,false,false user:true,true,true";

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        return SecurityDeployments.basic("security-basic");
    }

    private ClientTarget as(String user) {
        String login = Base64.getEncoder().encodeToString((user + ":secret").getBytes(UTF_8));
        return SocketIOClient.at(base).header("Authorization", "Basic " + login);
    }

    @ParameterizedTest
    @EnumSource
    void caller_ofTheHandshake_isTheCallerEverywhere(Transport transport) {
        try (SocketIOClient ada = transport.open(as("ada"));
                SocketIOClient bob = transport.open(as("bob"))) {
            ada.connect("/who");
            bob.connect("/who");

            assertThat(ada.awaitEvent("/who", "in connect").text(0)).isEqualTo(ADA);
            assertThat(bob.awaitEvent("/who", "in connect").text(0)).isEqualTo(BOB);
            assertThat(ada.call("/who", "who")).isEqualTo(ADA);
            assertThat(bob.call("/who", "who")).isEqualTo(BOB);
            assertThat(ada.call("/who", "quick who")).isEqualTo(ADA);
            assertThat(bob.call("/who", "quick who")).isEqualTo(BOB);
        }
    }

    @Test
    void caller_afterUpgrade_staysTheCaller() {
        try (SocketIOClient ada = as("ada").polling()) {
            ada.connect("/who");
            ada.upgrade();

            assertThat(ada.call("/who", "who")).isEqualTo(ADA);
            assertThat(ada.call("/who", "quick who")).isEqualTo(ADA);
        }
    }

    @ParameterizedTest
    @EnumSource
    void caller_inMiddlewareAfterAnAsynchronousOne_isTheCaller(Transport transport) {
        try (SocketIOClient bob = transport.open(as("bob"))) {
            bob.connect("/checked");

            assertThat(bob.awaitEvent("/checked", "in middleware").text(0)).isEqualTo(BOB);
        }
    }

    @Test
    void caller_thatHasLeft_isStillTheCallerInDisconnect() {
        try (SocketIOClient ada = as("ada").webSocket()) {
            ada.connect("/lobby");
            try (SocketIOClient bob = as("bob").webSocket()) {
                bob.connect("/who");
            }

            assertThat(ada.awaitEvent("/lobby", "left").text(0)).isEqualTo(BOB);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rolesAllowed_onNamespace_decideWhoConnects(Transport transport) {
        try (SocketIOClient ada = transport.open(as("ada"));
                SocketIOClient bob = transport.open(as("bob"))) {
            bob.connect("/lobby");
            assertThat(bob.refused("/admins").message()).isEqualTo("not authorized");
            assertThat(bob.takeEvent("/lobby", "admin came")).isEmpty();

            assertThat(ada.connect("/admins")).isNotEmpty();
            bob.awaitEvent("/lobby", "admin came");
        }
    }

    @Test
    void rolesAllowed_onDynamicNamespace_decideWhoConnects() {
        try (SocketIOClient ada = as("ada").webSocket();
                SocketIOClient bob = as("bob").webSocket()) {
            assertThat(ada.refused("/tenants/a").message()).isEqualTo("not authorized");
            assertThat(bob.connect("/tenants/a")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rolesAllowed_onHandler_decideWhoseEventsAreHandled(Transport transport) {
        try (SocketIOClient ada = transport.open(as("ada"));
                SocketIOClient bob = transport.open(as("bob"))) {
            ada.connect("/desk");
            bob.connect("/desk");

            assertThat(ada.call("/desk", "close")).isEqualTo("closed");
            assertThat(ada.call("/desk", "quick close")).isEqualTo("closed");
            assertThat(bob.call("/desk", "look")).isEqualTo("seen");
            for (String event : new String[] {"close", "quick close", "burn"}) {
                var answer = bob.emitWithAck("/desk", event);
                assertThat(bob.awaitEvent("/desk", "refused").text(0)).isEqualTo("not authorized");
                assertThat(answer).isNotDone();
            }
        }
    }
}
