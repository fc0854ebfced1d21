package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The two servlet containers of server-configs/wildfly deliver WebSocket messages on the threads they promise. */
@ExtendWith(ArquillianExtension.class)
class WebSocketThreadWildFlyIT {

    @Deployment(name = "inline", testable = false)
    static WebArchive inline() {
        return Deployments.inline(Deployments.war("inline", SmokeApplication.class));
    }

    @Deployment(name = "dispatched", testable = false)
    static WebArchive dispatched() {
        return Deployments.war("dispatched", SmokeApplication.class);
    }

    @Test
    void message_inTheSecondContainer_arrivesOnIoThread(@ArquillianResource @OperateOnDeployment("inline") URI base)
            throws Exception {
        assertThat(threadOfMessage(base)).contains("I/O");
    }

    @Test
    void message_inTheDefaultContainer_arrivesOnWorker(@ArquillianResource @OperateOnDeployment("dispatched") URI base)
            throws Exception {
        assertThat(threadOfMessage(base)).contains("task-");
    }

    private static String threadOfMessage(URI base) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        URI endpoint = URI.create("ws" + base.toString().substring("http".length()) + "thread");
        WebSocket webSocket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(endpoint, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                        answer.complete(data.toString());
                        return null;
                    }
                })
                .get(SocketIOClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        try {
            webSocket.sendText("which?", true);
            return answer.get(SocketIOClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            webSocket.abort();
        }
    }
}
