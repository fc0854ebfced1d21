package org.enfilade.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.enfilade.internal.cdi.LogCapture;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Command;
import org.enfilade.internal.reach.LocalNode;
import org.enfilade.internal.reach.Question;
import org.enfilade.internal.reach.Scope;
import org.enfilade.internal.time.FakeTicker;
import org.enfilade.internal.watch.Watcher;
import org.enfilade.spi.ClusterBus;
import org.enfilade.spi.GuestBus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody who is no node, as nodes see him. */
class GuestTest {
    private static final String SECRET = "a secret of some length";
    private static final Command JOIN = new Command.Join(Scope.namespace("/"), Audience.EVERYBODY, List.of("room"));
    private static final Command EMIT =
            new Command.Emit(Scope.namespace("/"), Audience.EVERYBODY, Payload.ofNode("[\"x\"]", List.of()), false);

    private final MemoryCluster cluster = new MemoryCluster();
    private final FakeTicker ticker = new FakeTicker();
    private final LogCapture log = new LogCapture();
    private final List<String> done = new ArrayList<>();

    GuestTest() {
        cluster.automatic();
    }

    @AfterEach
    void close() {
        log.close();
    }

    private ClusterPeers node(String name, ClusterBus bus) {
        LocalNode local = (LocalNode) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {LocalNode.class}, (proxy, method, args) -> {
                    if (method.getName().equals("atEndOfRun")) {
                        return args[0];
                    }
                    if (!method.getName().equals("arrives") && !method.getName().equals("departs")) {
                        done.add(name + " " + method.getName());
                    }
                    return null;
                });
        ClusterPeers peers = new ClusterPeers(bus, local, ticker, new Introduction("shop", List.of()), Watcher.NONE);
        peers.open();
        return peers;
    }

    private ClusterPeers node(String name) {
        return node(name, cluster.node(name));
    }

    private static List<Heard.Message> ofA(Heard heard) {
        return heard.messages().stream()
                .filter(message -> message.from().equals("a"))
                .toList();
    }

    private List<String> warnings() {
        return log.messages().stream()
                .filter(record -> record.getLevel() == Level.WARNING)
                .map(LogRecord::getMessage)
                .toList();
    }

    @Test
    void command_ofAGuest_isDoneByAllNodes() {
        ClusterPeers a = node("a");
        node("b");
        try (Guest guest = Guest.plain(cluster.guest("g"))) {
            guest.tell(EMIT);
            guest.tell(JOIN);
        }

        assertThat(done).containsExactlyInAnyOrder("a emit", "b emit", "a join", "b join");
        assertThat(a.others()).containsExactly("b");
    }

    @Test
    void guest_thatIsClosed_tellsNothing() {
        Guest guest = Guest.plain(cluster.guest("g"));
        guest.close();
        guest.close();
        assertThatThrownBy(() -> guest.tell(EMIT)).isInstanceOf(IllegalStateException.class);
    }

    /** As a process that has joined the server's JGroups is. */
    @Test
    void memberThatIsNeverANode_isSentNothing_askedNothing_andNotListed() {
        ClusterPeers a = node("a");
        Heard heard = new Heard();
        cluster.node("g").open(heard);
        a.tell(EMIT);
        int before = ofA(heard).size();
        assertThat(before).isEqualTo(2); // hello, and the event: it could be a node

        Guest.plain(cluster.guest("g")).tell(JOIN);
        a.tell(EMIT);
        var answers = a.ask(new Question.FetchSockets(Scope.namespace("/"), Audience.EVERYBODY));
        a.changed("/", "room", true);
        var told = a.tellRooms();

        assertThat(done).containsExactly("a join");
        assertThat(ofA(heard)).hasSize(before);
        assertThat(answers.toCompletableFuture()).isDone();
        assertThat(told.toCompletableFuture()).isDone();
        assertThat(a.others()).isEmpty();
    }

    @Test
    void memberOnWhichANodeMayStart_isSentEverything_asBefore() {
        ClusterPeers a = node("a");
        Heard heard = new Heard();
        cluster.node("g").open(heard);
        int before = ofA(heard).size();

        Guest.plain(mayBecomeNode(cluster.guest("g"))).tell(JOIN);
        a.tell(EMIT);

        assertThat(ofA(heard)).hasSize(before + 1);
    }

    private static GuestBus mayBecomeNode(GuestBus guest) {
        return new GuestBus() {
            @Override
            public String self() {
                return guest.self();
            }

            @Override
            public boolean isNoNodeEver() {
                return false;
            }

            @Override
            public void send(byte[] message) {
                guest.send(message);
            }

            @Override
            public void close() {
                guest.close();
            }
        };
    }

    /** Whatever a guest on its member says. */
    @Test
    void node_staysOne() {
        ClusterPeers a = node("a");
        ClusterPeers b = node("b");

        Guest.plain(cluster.guest("b")).tell(JOIN);

        assertThat(a.others()).containsExactly("b");
        assertThat(b.others()).containsExactly("a");
    }

    @Test
    void node_thatStartsWhereAGuestWas_isOne() {
        ClusterPeers a = node("a");
        ClusterBus member = cluster.node("b");
        member.open(new Heard());
        Guest.plain(cluster.guest("b")).tell(JOIN);
        a.received(
                "b", BusCodec.encode(new BusMessage.Hello("tag", false, false, new Introduction("shop", List.of()))));
        a.received("b", BusCodec.encode(new BusMessage.ListBegin("tag")));
        a.received("b", BusCodec.encode(new BusMessage.ListEnd()));

        assertThat(a.others()).containsExactly("b");
    }

    @Test
    void secret_hasToBeTheSame() {
        node("a", new SealedBus(cluster.node("a"), SECRET));
        node("b", new SealedBus(cluster.node("b"), SECRET));

        Guest.plain(cluster.guest("plain")).tell(EMIT);
        Guest.sealed(cluster.guest("other"), "another secret of that length").tell(EMIT);
        assertThat(done).isEmpty();
        assertThat(warnings())
                .hasSize(4)
                .allMatch(line -> line.contains("it does not know this application's enfilade.cluster.secret"));

        Guest.sealed(cluster.guest("g"), SECRET).tell(EMIT);
        assertThat(done).containsExactlyInAnyOrder("a emit", "b emit");
    }

    @Test
    void whatOthersSee_ofASealedGuest_showsNothing_andCannotBeSaidBySomebodyElse() {
        Heard spy = new Heard();
        cluster.node("spy").open(spy);
        Guest.sealed(cluster.guest("g"), SECRET).tell(EMIT);
        byte[] seen = spy.messages().get(0).bytes();
        assertThat(new String(seen, StandardCharsets.ISO_8859_1)).doesNotContain("x\"");

        node("a", new SealedBus(cluster.node("a"), SECRET));
        cluster.guest("thief").send(seen);
        byte[] changed = seen.clone();
        changed[0] ^= 1; // as if it were for one node
        cluster.guest("g").send(changed);

        assertThat(done).isEmpty();
    }

    @Test
    void guestThatIsNotUnderstood_isNamedOnceInAWhile_howeverManyThereAre() {
        ClusterPeers a = node("a");
        for (int i = 0; i < 50; i++) {
            a.received("guest " + i, new byte[] {99});
        }
        Guest.sealed(cluster.guest("g"), SECRET).tell(EMIT);

        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("Somebody sends what this node does not understand", "version 99 of the format");
        assertThat(a.others()).isEqualTo(Set.of());
    }
}
