package org.enfilade.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.enfilade.internal.cdi.LogCapture;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Answers;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.Command;
import org.enfilade.internal.reach.Question;
import org.enfilade.internal.reach.Scope;
import org.enfilade.internal.time.FakeTicker;
import org.enfilade.internal.watch.Watcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes late. */
class ClusterPeersTest {
    private static final Introduction SHOP = new Introduction("org.example:shop at /", List.of());

    private final MemoryCluster cluster = new MemoryCluster();
    private final Heard other = new Heard();
    private final LogCapture log = new LogCapture();
    private final NoSockets local = new NoSockets();
    private final ClusterPeers peers =
            new ClusterPeers(cluster.node("me"), local, new FakeTicker(), SHOP, Watcher.NONE);

    ClusterPeersTest() {
        cluster.node("other").open(other);
        peers.open();
        peers.view(Set.of("other"));
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void says(BusMessage message) {
        peers.received("other", BusCodec.encode(message));
    }

    private void lists(String tag, String room) {
        says(new BusMessage.ListBegin(tag));
        says(new BusMessage.Changes(0, List.of(new Change("/", room, true))));
        says(new BusMessage.ListEnd());
    }

    @Test
    void list_ofANodeThatHasSaidGoodbye_isVoid() {
        says(new BusMessage.Hello("tag", false, false, SHOP));
        lists("tag", "room");
        assertThat(peers.others()).containsExactly("other");
        assertThat(peers.otherRooms()).isEqualTo(1);

        says(new BusMessage.Goodbye());
        lists("tag", "room");

        assertThat(peers.others()).isEmpty();
        assertThat(peers.otherRooms()).isZero();
    }

    private void warns(int times) {
        peers.received("other", new byte[] {99});
        assertThat(log.messages().stream()
                        .filter(record -> record.getLevel() == Level.WARNING)
                        .filter(record -> record.getMessage().startsWith("Node other ")))
                .hasSize(times)
                .allSatisfy(record -> assertThat(record.getMessage()).contains("version 99 of the format"));
    }

    @Test
    void nodeThatIsNotUnderstood_isNamedOnce_andAgainWhenItHasLeftAndComesBack() {
        warns(1);
        warns(1);

        peers.view(Set.of());
        warns(1);
        peers.view(Set.of("other"));
        warns(2);
    }

    @Test
    void answer_thatIsNotUnderstood_isNoAnswer() throws Exception {
        says(new BusMessage.Hello("tag", false, false, SHOP));
        var answers = peers.ask(new Question.FetchSockets(Scope.namespace("/"), Audience.EVERYBODY));
        cluster.deliverAll();
        long id = asked();

        says(new BusMessage.Answer(id, new byte[] {1, 2, 3}));

        assertThat(answers.toCompletableFuture())
                .isCompletedWithValue(new Answers<>(List.of(), List.of("other"), Set.of()));
    }

    private long asked() throws BusFormatException {
        for (Heard.Message message : other.messages()) {
            if (BusCodec.decode(message.bytes()) instanceof BusMessage.Ask ask) {
                return ask.id();
            }
        }
        throw new AssertionError("nothing was asked");
    }

    @Test
    void listForTheDeploymentBefore_isVoid() {
        lists("old", "room");
        assertThat(peers.others()).isEmpty();
        assertThat(peers.otherRooms()).isZero();

        says(new BusMessage.Hello("new", true, false, SHOP));
        says(new BusMessage.ListBegin("old"));
        says(new BusMessage.Changes(0, List.of(new Change("/", "room", true))));
        lists("new", "other room");

        assertThat(peers.others()).containsExactly("other");
        assertThat(peers.otherRooms()).isEqualTo(1);
    }

    private static byte[] emit(String event) {
        return BusCodec.encode(new BusMessage.Tell(new Command.Emit(
                Scope.namespace("/"), Audience.EVERYBODY.onlyLocal(), Payload.ofNode(event, List.of()), false)));
    }

    @Test
    void several_areDoneInTheirOrder_inOneRun() {
        says(new BusMessage.Several(List.of(emit("[1]"), emit("[2]"))));
        says(new BusMessage.Several(List.of()));

        assertThat(local.emitted).containsExactly("(", "[1]", "[2]", ")", "(", ")");
    }

    @Test
    void several_ofWhichOneIsNotUnderstood_areDoneButForThat() {
        byte[] nested = BusCodec.encode(new BusMessage.Several(List.of(emit("[0]"))));
        byte[] alien = {BusCodec.VERSION, 99};
        says(new BusMessage.Several(List.of(emit("[1]"), nested, alien, emit("[2]"))));

        assertThat(local.emitted).containsExactly("(", "[1]", "[2]", ")");
        assertThat(log.messages())
                .extracting(LogRecord::getMessage)
                .filteredOn(text -> text.contains("does not understand"))
                .singleElement()
                .asString()
                .endsWith("several messages in one of several");
    }
}
