package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the application adds to answers arrives on both transports, and so does the cookie of a session. */
@ExtendWith(ArquillianExtension.class)
class HeadersIT {
    private static final String HERE = "/headers/socket.io/?EIO=4&transport=";

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("headers", HeadersApplication.class)
                .addAsResource(
                        new StringAsset("enfilade.cookie.name=io\nenfilade.cookie.maxAge=PT1H"),
                        "META-INF/enfilade.properties");
    }

    private RawRequest.Answer ask(String query) {
        RawRequest request = RawRequest.handshake("GET", HERE + query).with("X-Ask", "you");
        return query.startsWith("polling")
                ? request.with("Upgrade", null)
                        .with("Connection", null)
                        .with("Sec-WebSocket-Key", null)
                        .with("Sec-WebSocket-Version", null)
                        .send(base)
                : request.send(base);
    }

    @Test
    void firstPoll_hasTheCookieOfItsSession_andWhatTheApplicationAdds() {
        RawRequest.Answer answer = ask("polling");
        String sid = answer.body().split("\"")[3];

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("set-cookie"))
                .containsExactlyInAnyOrder(
                        "seen=yes; Path=/", "io=" + sid + "; Max-Age=3600; Path=/; HttpOnly; SameSite=Lax");
        assertThat(answer.header("x-answer")).containsExactly("you");
    }

    @Test
    void webSocketOfANewSession_hasWhatTheApplicationAdds() {
        RawRequest.Answer answer = ask("websocket");

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("set-cookie")).containsExactly("seen=yes; Path=/");
        assertThat(answer.header("x-answer")).containsExactly("you");
    }

    @Test
    void upgrade_hasWhatTheApplicationAddsToLaterAnswers() {
        String sid = ask("polling").body().split("\"")[3];
        RawRequest.Answer answer = ask("websocket&sid=" + sid);

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("set-cookie")).isEmpty();
        assertThat(answer.header("x-answer")).containsExactly("you");
    }
}
