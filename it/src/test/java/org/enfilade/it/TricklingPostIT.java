package org.enfilade.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Scanner;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client that sends the body of a POST byte by byte, and never all of it, is answered, and loses its session. */
@ExtendWith(ArquillianExtension.class)
class TricklingPostIT {
    private static final String HERE = "/trickle/socket.io/?EIO=4&transport=polling";

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("trickle", EchoApplication.class)
                .addAsResource(new StringAsset("enfilade.httpRequestBodyTimeout=1000"), "META-INF/enfilade.properties");
    }

    @Test
    void postThatTrickles_is408_andEndsItsSession() throws Exception {
        String sid = ask("GET", HERE).body().split("\"")[3];
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout((int) SocketIOClient.PATIENCE.toMillis());
            write(
                    socket,
                    "POST " + HERE + "&sid=" + sid + " HTTP/1.1\r\nHost: " + base.getAuthority()
                            + "\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\n4");
            trickleUntilAnswered(socket);
            assertThat(new Scanner(socket.getInputStream(), ISO_8859_1).nextLine())
                    .startsWith("HTTP/1.1 408");
        }
        assertThat(ask("GET", HERE + "&sid=" + sid).body()).contains("\"code\":1");
    }

    private static void trickleUntilAnswered(Socket socket) throws IOException, InterruptedException {
        long end = System.nanoTime() + SocketIOClient.PATIENCE.toNanos();
        while (socket.getInputStream().available() == 0 && System.nanoTime() < end) {
            write(socket, "x");
            Thread.sleep(50);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private RawRequest.Answer ask(String method, String target) {
        return RawRequest.handshake(method, target)
                .with("Upgrade", null)
                .with("Connection", null)
                .with("Sec-WebSocket-Key", null)
                .with("Sec-WebSocket-Version", null)
                .send(base);
    }
}
