package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.enfilade.junit.Received;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Values are the same whatever JSON-B the server has. */
@ExtendWith(ArquillianExtension.class)
class ValuesIT {
    @ArquillianResource
    private URI base;

    private SocketIOClient client;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("values", ValuesApplication.class)
                .deleteClass("org.enfilade.it.ValuesApplication$Json")
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    @BeforeEach
    void connect() {
        client = SocketIOClient.at(base).webSocket();
        client.connect("/");
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static JsonValue json(String text) {
        return SocketIOClient.json(text.replace('\'', '"'));
    }

    private String answer(String event, JsonValue... arguments) {
        return client.call("/", event, (Object[]) arguments);
    }

    @Test
    void components_thatFit_comeBack() {
        String item =
                "{\"any\":{\"a\":[1.50]},\"count\":1,\"done\":true,\"list\":[2],\"map\":{\"a\":3},\"optional\":4,\"sign\":\"x\"}";
        assertThat(answer("item", json(item))).isEqualTo(item);
        assertThat(answer("item", json("{'sign':'y','count':null}")))
                .isEqualTo("{\"count\":0,\"done\":false,\"sign\":\"y\"}");
        assertThat(answer("dated", json("{'day':'24.12.2026','count':5}")))
                .isEqualTo("{\"count\":5,\"day\":\"24.12.2026\"}");
        assertThat(answer("rest", json("[1,{'a':2}]"), json("{'b':[3]}"))).isEqualTo("[[1,{\"a\":2}],{\"b\":[3]}]");
    }

    @Test
    void components_thatDoNotFit_areNotHandled() {
        List<CompletableFuture<Received>> refused = new ArrayList<>();
        for (String item : List.of(
                "{'count':4294967297}",
                "{'count':1.9}",
                "{'done':'yes'}",
                "{'sign':'ab'}",
                "{'list':[1.5]}",
                "{'map':{'a':1e99}}",
                "{'optional':4294967297}")) {
            refused.add(client.emitWithAck("/", "item", json(item)));
        }
        refused.add(client.emitWithAck("/", "dated", json("{'count':4294967297}")));

        // events are handled in order, so these have been by now
        assertThat(answer("item", json("{'sign':'y'}"))).contains("\"y\"");
        assertThat(refused).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void whatGoesOut_isForJavaScript() {
        assertThat(answer("sent"))
                .isEqualTo("{\"date\":\"2026-11-27T15:30:15.123Z\",\"locale\":\"fr-CA\",\"number\":null,"
                        + "\"zoned\":\"2026-11-27T16:30:15.123+01:00\"}");
    }

    @Test
    void handshake_isSent() {
        JsonObject handshake = (JsonObject) json(answer("handshake"));
        assertThat(handshake.keySet())
                .containsExactlyInAnyOrder(
                        "headers", "time", "address", "xdomain", "secure", "issued", "url", "query", "auth");
        assertThat(handshake.getJsonObject("query").getString("transport")).isEqualTo("websocket");
    }
}
