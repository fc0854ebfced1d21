package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
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

/** Pages of other sites may not use the server unless they are allowed to, on either transport. */
@ExtendWith(ArquillianExtension.class)
class OriginIT {
    private static final String FRIEND = "https://friend.example";
    private static final String STRANGER = "https://stranger.example";

    @ArquillianResource
    @OperateOnDeployment("same-origin")
    private URI closed;

    @ArquillianResource
    @OperateOnDeployment("cors")
    private URI open;

    @Deployment(name = "same-origin", testable = false)
    static WebArchive sameOrigin() {
        return Deployments.war("same-origin", EchoApplication.class);
    }

    @Deployment(name = "cors", testable = false)
    static WebArchive cors() {
        return Deployments.war("cors", EchoApplication.class)
                .addAsResource(
                        new StringAsset("enfilade.cors.origin=" + FRIEND + ", https://*.friends.example\n"
                                + "enfilade.cors.originPattern=https://pr-[0-9]+\\\\.preview\\\\.example\n"
                                + "enfilade.cors.credentials=true"),
                        "META-INF/enfilade.properties");
    }

    @ParameterizedTest
    @EnumSource
    void handshake_withoutOrigin_isServed(Transport transport) {
        assertServed(transport, SocketIOClient.at(closed));
    }

    @ParameterizedTest
    @EnumSource
    void handshake_ofSameOrigin_isServed(Transport transport) {
        String own = "http://" + closed.getAuthority();

        assertServed(transport, SocketIOClient.at(closed).header("Origin", own));
        assertServed(transport, SocketIOClient.at(open).header("Origin", own));
    }

    @ParameterizedTest
    @EnumSource
    void handshake_ofForeignOrigin_isForbidden(Transport transport) {
        assertForbidden(transport, SocketIOClient.at(closed).header("Origin", FRIEND));
        assertForbidden(transport, SocketIOClient.at(closed).header("Origin", "http://127.0.0.1:1"));
        assertForbidden(transport, SocketIOClient.at(closed).header("Origin", "null"));
    }

    @ParameterizedTest
    @EnumSource
    void handshake_ofOriginInCors_isServed_andAnotherIsNot(Transport transport) {
        assertServed(transport, SocketIOClient.at(open).header("Origin", FRIEND));
        assertServed(transport, SocketIOClient.at(open).header("Origin", "https://a.friends.example"));
        assertServed(transport, SocketIOClient.at(open).header("Origin", "https://pr-7.preview.example"));
        assertForbidden(transport, SocketIOClient.at(open).header("Origin", STRANGER));
        assertForbidden(transport, SocketIOClient.at(open).header("Origin", "https://friends.example"));
        assertForbidden(transport, SocketIOClient.at(open).header("Origin", "https://pr-7.preview.example.evil"));
    }

    private static void assertServed(Transport transport, ClientTarget target) {
        try (SocketIOClient client = transport.open(target)) {
            client.connect("/");
            assertThat(client.call("/", "echo", "hello")).isEqualTo("hello");
        }
    }

    private static void assertForbidden(Transport transport, ClientTarget target) {
        HandshakeRefusal refused = target.refused(transport);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(SocketIOClient.json(refused.body()).asJsonObject().getInt("code"))
                .isEqualTo(4);
    }
}
