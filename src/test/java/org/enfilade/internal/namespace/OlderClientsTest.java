package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.enfilade.Arguments;
import org.enfilade.ConnectionRefused;
import org.enfilade.internal.time.Ticker;
import org.junit.jupiter.api.Test;

/** Clients of Socket.IO 2, beside those of today. */
class OlderClientsTest {
    private final TestServer test = new TestServer();
    private final FakeHandler main = test.declare("/").echo();
    private final FakeHandler chat = test.declare("/chat").echo();

    private Client older() {
        if (test.server == null) {
            test.start(options -> options.allowEIO3(true));
        }
        return Client.older(test);
    }

    /** What follows the handshake. */
    private static List<String> received(Client client) {
        return client.received().stream()
                .filter(packet -> !packet.startsWith("0{\"sid\""))
                .toList();
    }

    private static Client settled(Client client) {
        assertThat(received(client)).containsExactly("0");
        return client;
    }

    // --- joining

    @Test
    void mainNamespace_isJoinedUnasked() {
        Client client = older();
        assertThat(received(client)).containsExactly("0");
        assertThat(main.take()).containsExactly("admit", "connected");
    }

    @Test
    void mainNamespace_withNothingToAdmit_isJoinedInTheHandshakesAnswer() {
        main.nothingToAdmit = true;
        test.start(options -> options.allowEIO3(true));
        Client client = Client.older(test);
        assertThat(client.wire.take()).last().isEqualTo("40");
    }

    @Test
    void socketId_isTheSessions_behindTheNameOfOtherNamespaces() {
        Client client = settled(older());
        client.send("0/chat,");
        assertThat(client.received()).containsExactly("0/chat,");
        assertThat(main.socket().id()).isEqualTo(client.id);
        assertThat(chat.socket().id()).isEqualTo("/chat#" + client.id);
        assertThat(chat.socket().rooms()).containsExactly("/chat#" + client.id);
        assertThat(main.socket().connection().id()).isEqualTo(client.id);
        assertThat(main.socket().connection().protocol()).isEqualTo(3);
    }

    @Test
    void clientOfToday_isNotTouched() {
        older();
        Client today = test.connect();
        assertThat(today.received()).isEmpty();
        String id = today.join("/");
        assertThat(id).isNotEqualTo(today.id);
        assertThat(main.socket().connection().protocol()).isEqualTo(4);
    }

    @Test
    void queryOfANamespace_isItsAuthPayload() {
        Client client = settled(older());
        client.send("0/chat?token=abc&room=a%2Cb,");
        assertThat(client.received()).containsExactly("0/chat,");
        assertThat(chat.socket().handshake().auth()).hasToString("{\"token\":\"abc\",\"room\":\"a,b\"}");
        assertThat(main.socket().handshake().auth()).isEmpty();

        client.send("2/chat,1[\"echo\",5]");
        assertThat(client.received()).containsExactly("3/chat,1[5]");
    }

    @Test
    void refusedMainNamespace_isAnError_andLeavesTheOthersAlone() {
        main.admission = socket -> CompletableFuture.failedFuture(new ConnectionRefused("not you"));
        Client client = older();
        assertThat(received(client)).containsExactly("4\"not you\"");
        client.send("0/chat,");
        assertThat(client.received()).containsExactly("0/chat,");
    }

    @Test
    void refusal_sendsItsData() {
        chat.admission =
                socket -> CompletableFuture.failedFuture(new ConnectionRefused("not you", Map.of("code", 401)));
        Client client = settled(older());
        client.send("0/chat,");
        assertThat(client.received()).containsExactly("4/chat,{\"code\":401}");
        client.send("21[\"echo\"]");
        assertThat(client.received()).containsExactly("31[]");
    }

    @Test
    void unknownNamespace_isAnError() {
        Client client = settled(older());
        client.send("0/none?a=1,");
        assertThat(client.received()).containsExactly("4/none,\"Invalid namespace\"");
    }

    @Test
    void mainNamespace_isThere_alsoIfNobodyHasDeclaredIt() {
        TestServer bare = new TestServer();
        bare.declare("/chat");
        bare.start(options -> options.allowEIO3(true));
        Client client = settled(Client.older(bare));
        client.send("0/chat,");
        assertThat(client.received()).containsExactly("0/chat,");
    }

    @Test
    void clientThatHasJoinedMain_mayStay() {
        Client client = settled(older());
        test.ticker.advanceMillis(Duration.ofSeconds(40).toMillis());
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void clientThatWasRefusedEverywhere_isClosed() {
        main.admission = socket -> CompletableFuture.failedFuture(new ConnectionRefused("not you"));
        Client client = older();
        test.ticker.advanceMillis(1_000);
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void secondConnectToMain_closes() {
        Client client = settled(older());
        client.send("0");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void errorPacketOfTheClient_closes() {
        Client client = settled(older());
        client.send("4\"x\"");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void connectionThatEndsWhileItIsOpened_joinsNothing() {
        test.caller = new CallerWithoutSession();
        test.start(options -> options.allowEIO3(true));
        Client client = Client.older(test);
        assertThat(client.isClosed()).isTrue();
        assertThat(main.log).isEmpty();
    }

    // --- what is the same

    @Test
    void eventsWithBinary_goBothWays() {
        Client client = settled(older());
        client.send("51-1[\"echo\",{\"_placeholder\":true,\"num\":0},\"a\"]", "#0401ff");
        assertThat(client.received()).containsExactly("61-1[{\"_placeholder\":true,\"num\":0},\"a\"]", "#0401ff");
    }

    @Test
    void broadcast_reachesClientsOfBothProtocols() {
        Client older = settled(older());
        Client today = test.join("/");
        main.sockets.forEach(socket -> socket.join("room"));
        main.socket().namespace().to("room").emit("news", new byte[] {7}, 1);
        String text = "51-[\"news\",{\"_placeholder\":true,\"num\":0},1]";
        assertThat(older.received()).containsExactly(text, "#0407");
        assertThat(today.received()).containsExactly(text, "#07");
    }

    @Test
    void broadcast_isOneMessageForAllOlderClients() {
        Client first = settled(older());
        Client second = settled(older());
        main.socket().namespace().emit("news", new byte[] {7});
        assertThat(first.wire.messages()).last().isSameAs(second.wire.messages().get(2));
    }

    @Test
    void clientBesideThoseWhoMayComeBack_getsNoPositions_andCannotComeBack() {
        test.start(options -> options.allowEIO3(true).connectionStateRecovery(true));
        Client older = Client.older(test);
        assertThat(received(older)).containsExactly("0");
        Client today = test.connect();
        today.send("0");
        assertThat(today.received().get(0)).contains("\"pid\"");

        main.socket().namespace().emit("news", 1);
        main.sockets.forEach(socket -> socket.emit("own", 2));

        assertThat(older.received()).containsExactly("2[\"news\",1]", "2[\"own\",2]");
        assertThat(today.received()).hasSize(2).allMatch(packet -> packet.matches("2\\[\".*\",\\d,\".+\"]"));
    }

    @Test
    void emitWithAck_isAnswered() {
        Client client = settled(older());
        CompletableFuture<Arguments> answer =
                main.socket().emitWithAck("ask", "x").toCompletableFuture();
        String question = client.received().get(0);
        assertThat(question).matches("2\\d+\\[\"ask\",\"x\"]");
        client.send("3" + question.substring(1, question.indexOf('[')) + "[42]");
        assertThat(answer).isCompletedWithValueMatching(values -> values.get(0, Integer.class) == 42);
    }

    @Test
    void disconnect_leavesOneNamespace_orAll() {
        Client client = settled(older());
        client.send("0/chat,");
        client.received();
        chat.socket().disconnect(false);
        assertThat(client.received()).containsExactly("1/chat,");
        assertThat(client.isClosed()).isFalse();

        main.socket().disconnect(true);
        assertThat(client.received()).containsExactly("1");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void clientThatLeavesMain_isGoneFromIt() {
        Client client = settled(older());
        main.take();
        client.send("1");
        assertThat(main.take()).contains("disconnected client namespace disconnect []");
    }

    /** Its HTTP session has ended. */
    private static final class CallerWithoutSession implements Caller {
        @Override
        public Optional<Runnable> whenSessionEnds(Runnable action, Ticker ticker) {
            return Optional.empty();
        }
    }
}
