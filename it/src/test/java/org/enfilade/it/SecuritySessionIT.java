package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.enfilade.junit.Received;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * With a FORM login, which is in the HTTP session: some clients are logged in and others are not; sessions and tokens
 * end.
 */
@ExtendWith(ArquillianExtension.class)
class SecuritySessionIT {
    private static final String ADA = "ada ada ada admin:true,true,true user:false,false,false";
    private static final String BOB = "bob bob bob admin:false,false,false user:true,true,true";
    private static final String NOBODY = "nobody nobody nobody admin:false,false,false user:false,false,false";

    @ArquillianResource
    @OperateOnDeployment("form")
    private URI base;

    @ArquillianResource
    @OperateOnDeployment("lasting")
    private URI lasting;

    @Deployment(name = "form", testable = false)
    static WebArchive war() {
        return SecurityDeployments.form("security-form")
                .addAsResource(
                        new StringAsset("enfilade.connectionStateRecovery=true"), "META-INF/enfilade.properties");
    }

    @Deployment(name = "lasting", testable = false)
    static WebArchive lasting() {
        return SecurityDeployments.form("security-lasting")
                .addAsResource(
                        new StringAsset("enfilade.disconnectOnSessionEnd=false"), "META-INF/enfilade.properties");
    }

    @ParameterizedTest
    @EnumSource
    void callers_ofManyConnections_areNotMixedUp(Transport transport) {
        try (SocketIOClient ada = transport.open(Browser.loggedIn(base, "ada").target());
                SocketIOClient bob =
                        transport.open(Browser.loggedIn(base, "bob").target());
                SocketIOClient nobody = transport.open(SocketIOClient.at(base))) {
            ada.connect("/who");
            bob.connect("/who");
            nobody.connect("/who");
            for (int i = 0; i < 20; i++) {
                var adas = ada.emitWithAck("/who", "who");
                var bobs = bob.emitWithAck("/who", "who");
                var nobodys = nobody.emitWithAck("/who", "who");

                assertThat(text(adas)).isEqualTo(ADA);
                assertThat(text(bobs)).isEqualTo(BOB);
                assertThat(text(nobodys)).isEqualTo(NOBODY);
                assertThat(nobody.call("/who", "quick who")).isEqualTo(NOBODY);
            }
        }
    }

    private static String text(CompletableFuture<Received> answer) {
        return SocketIOClient.await(answer, "the acknowledgement").text(0);
    }

    @Test
    void namespaceWithRoles_refusesNobody() {
        try (SocketIOClient nobody = SocketIOClient.at(base).webSocket()) {
            assertThat(nobody.refused("/admins").message()).isEqualTo("not authorized");
        }
    }

    @ParameterizedTest
    @EnumSource
    void attribute_ofTheSession_isReadAsItIsNow(Transport transport) {
        Browser browser = Browser.loggedIn(base, "ada");
        try (SocketIOClient ada = transport.open(browser.target())) {
            ada.connect("/who");
            assertThat(ada.call("/who", "attribute", "cart")).isEqualTo("none");

            browser.get("login/session?do=fill&value=apples");
            assertThat(ada.call("/who", "attribute", "cart")).isEqualTo("apples");

            browser.get("login/session?do=rotate");
            browser.get("login/session?do=fill&value=pears");
            assertThat(ada.call("/who", "attribute", "cart")).isEqualTo("pears");
        }
    }

    @Test
    void attribute_withoutSession_isNone() {
        try (SocketIOClient nobody = SocketIOClient.at(base).polling()) {
            nobody.connect("/who");

            assertThat(nobody.call("/who", "attribute", "cart")).isEqualTo("none");
        }
    }

    @Test
    void handshake_beginsNoSession() {
        Browser browser = Browser.notLoggedIn(base);

        assertThat(browser.get("socket.io/?EIO=4&transport=polling")).startsWith("0{");

        assertThat(browser.cookies()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void session_thatIsInvalidated_takesAllSocketsAlong(Transport transport) {
        Browser browser = Browser.loggedIn(base, "ada");
        try (SocketIOClient ada = transport.open(browser.target());
                SocketIOClient bob =
                        transport.open(Browser.loggedIn(base, "bob").target())) {
            ada.connect("/who");
            ada.connect("/desk");
            bob.connect("/who");
            bob.connect("/lobby");

            browser.get("login/session?do=invalidate");

            ada.awaitEnd();
            assertThat(bob.awaitEvent("/lobby", "left").text(0)).isEqualTo(ADA);
            assertThat(bob.call("/who", "who")).isEqualTo(BOB);
        }
    }

    /** On a WebSocket WildFly is faster, and closes it with 1008. */
    @Test
    void session_thatIsInvalidated_isAServerSideDisconnectForThoseThatPoll() {
        Browser browser = Browser.loggedIn(base, "ada");
        try (SocketIOClient ada = browser.target().polling()) {
            ada.connect("/who");
            ada.connect("/desk");

            browser.get("login/session?do=invalidate");

            ada.awaitDisconnect("/who");
            ada.awaitDisconnect("/desk");
        }
    }

    @Test
    void session_withAnotherIdByNow_takesSocketsAlong() {
        Browser browser = Browser.loggedIn(base, "ada");
        try (SocketIOClient ada = browser.target().polling()) {
            ada.connect("/who");
            browser.get("login/session?do=rotate");

            browser.get("login/session?do=invalidate");

            ada.awaitDisconnect("/who");
        }
    }

    /** A client of the official kind, as far as it is told and tells who it is. */
    private static JsonObject join(PacketClient client, String auth) {
        client.send("40/returning," + auth);
        return SocketIOClient.json(client.next("40/returning,")).asJsonObject();
    }

    private static String claim(JsonObject joined) {
        return "{\"pid\":\"" + joined.getString("pid") + "\"}";
    }

    private static String tell(PacketClient client) {
        client.send("42/returning,7[\"tell\"]");
        return client.next("43/returning,7");
    }

    @Test
    void client_thatComesBack_hasItsSocketAndCaller_andWhatItHasMissed() {
        Browser browser = Browser.loggedIn(base, "ada");
        try (SocketIOClient bob = SocketIOClient.at(base).webSocket();
                PacketClient ada = PacketClient.open(browser.target())) {
            bob.connect("/lobby");
            bob.connect("/returning");
            JsonObject before = join(ada, "");
            assertThat(tell(ada)).isEqualTo("[\"false true tea " + ADA + "\"]");
            ada.drop();
            assertThat(bob.awaitEvent("/lobby", "away").text(0)).isEqualTo(before.getString("sid"));
            bob.call("/returning", "news", "while she was away");

            try (PacketClient stranger = PacketClient.open(SocketIOClient.at(base))) {
                assertThat(join(stranger, claim(before)).getString("sid")).isNotEqualTo(before.getString("sid"));
            }
            try (PacketClient back = PacketClient.open(browser.target())) {
                assertThat(join(back, claim(before))).isEqualTo(before);
                assertThat(back.next("42/returning,")).startsWith("[\"news\",\"while she was away\",\"~");
                assertThat(tell(back)).isEqualTo("[\"true true tea " + ADA + "\"]");
                bob.call("/returning", "news", "now");
                assertThat(back.next("42/returning,")).startsWith("[\"news\",\"now\",\"~");
            }
        }
    }

    @Test
    void session_thatEndsWhileItsClientIsAway_takesWhatWasKeptAlong() {
        Browser browser = Browser.loggedIn(base, "ada");
        try (SocketIOClient bob = SocketIOClient.at(base).webSocket();
                PacketClient ada = PacketClient.open(browser.target())) {
            bob.connect("/lobby");
            JsonObject before = join(ada, "");
            ada.drop();
            bob.awaitEvent("/lobby", "away");

            browser.get("login/session?do=invalidate");

            assertThat(bob.awaitEvent("/lobby", "unrecovered").text(0))
                    .isEqualTo(before.getString("sid") + " tea true " + ADA);
            try (PacketClient back =
                    PacketClient.open(Browser.loggedIn(base, "ada").target())) {
                assertThat(join(back, claim(before)).getString("sid")).isNotEqualTo(before.getString("sid"));
                assertThat(tell(back)).isEqualTo("[\"false true tea " + ADA + "\"]");
            }
        }
    }

    /** By the server's clock, without a request of the browser. */
    private void await(Duration time) {
        try (SocketIOClient clock = SocketIOClient.at(base).webSocket()) {
            clock.connect("/tokens", "{\"expires\":" + time.toMillis() + "}");
            clock.awaitDisconnect("/tokens");
        }
    }

    @Test
    void session_thatEnds_leavesSocketsIfSoConfigured() {
        Browser browser = Browser.loggedIn(lasting, "ada");
        // the server closes WebSockets itself, with 1008
        try (SocketIOClient ada = browser.target().polling()) {
            ada.connect("/who");
            browser.get("login/session?do=fill&value=apples");

            browser.get("login/session?do=invalidate");

            assertThat(ada.call("/who", "attribute", "cart")).isEqualTo("none");
            assertThat(ada.call("/who", "who")).isEqualTo(ADA);
        }
    }

    @Test
    void token_thatExpires_disconnectsTheSocketOnly() {
        try (SocketIOClient client = SocketIOClient.at(base).webSocket()) {
            client.connect("/who");
            client.connect("/tokens", "{\"expires\":300}");

            client.awaitDisconnect("/tokens");
            assertThat(client.call("/who", "who")).isEqualTo(NOBODY);
        }
    }

    @Test
    void token_thatIsRenewed_prolongs() {
        try (SocketIOClient client = SocketIOClient.at(base).webSocket()) {
            client.connect("/lobby");
            client.connect("/tokens", "{\"expires\":60000}");
            client.emit("/tokens", "renew", 200);
            client.awaitDisconnect("/tokens");
            client.connect("/tokens", "{\"expires\":200}");
            client.emit("/tokens", "renew", 60_000);

            await(Duration.ofMillis(400));

            assertThat(client.call("/tokens", "here")).isEqualTo("yes");
        }
    }
}
