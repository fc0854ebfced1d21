package org.enfilade.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.enfilade.internal.cluster.ClusterPeers;
import org.enfilade.internal.cluster.Introduction;
import org.enfilade.internal.cluster.SealedBus;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Acks;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Belongings;
import org.enfilade.internal.reach.Bequest;
import org.enfilade.internal.reach.Kept;
import org.enfilade.internal.reach.LocalNode;
import org.enfilade.internal.reach.Missed;
import org.enfilade.internal.reach.Recalled;
import org.enfilade.internal.reach.RoomCounts;
import org.enfilade.internal.reach.RoomQuery;
import org.enfilade.internal.reach.Scope;
import org.enfilade.internal.watch.Watcher;
import org.enfilade.spi.ClusterBus;
import org.enfilade.spi.GuestBus;
import org.junit.jupiter.api.Test;

/** What nodes do of what an emitter says; they are real but for their sockets. */
class ClusterEmitterTest {
    private static final String SECRET = "a secret of some length";

    /** A node that writes down what it is to do. */
    private static final class Node implements LocalNode, ClusterBus {
        final List<String> done = new ArrayList<>();
        private Listener listener;

        Node(String secret) {
            ClusterBus bus = secret == null ? this : new SealedBus(this, secret);
            new ClusterPeers(bus, this, null, new Introduction("shop", List.of()), Watcher.NONE).open();
        }

        private static String of(Scope scope, Audience audience) {
            return scope.key() + " to " + audience.to() + " except " + audience.except();
        }

        @Override
        public void emit(
                Scope scope,
                Audience audience,
                Payload event,
                boolean bestEffort,
                org.enfilade.internal.reach.Emission emission) {
            done.add("emit " + of(scope, audience) + " " + event.text() + " +"
                    + event.attachments().size() + (bestEffort ? " best effort" : "")
                    + (event.compress() ? "" : " uncompressed"));
        }

        @Override
        public CompletionStage<Optional<Belongings>> giveAway(
                String namespace, String pid, Optional<String> principal, long nanos, String asker) {
            throw new AssertionError("asked");
        }

        @Override
        public CompletionStage<Optional<Missed>> handOver(String namespace, String pid, String offset) {
            throw new AssertionError("asked");
        }

        @Override
        public CompletionStage<Void> sent() {
            throw new AssertionError("asked");
        }

        @Override
        public CompletionStage<Optional<Recalled>> recall(String namespace, String parent, byte[] standing) {
            throw new AssertionError("asked");
        }

        @Override
        public void keep(String tag, List<Kept> events) {
            throw new AssertionError("told");
        }

        @Override
        public void inherit(Bequest bequest) {
            throw new AssertionError("told");
        }

        @Override
        public void ending() {}

        @Override
        public void arrives(String node, String tag) {}

        @Override
        public void departs(String node, String tag) {}

        @Override
        public void asOneRun(Runnable task) {
            task.run();
        }

        @Override
        public Runnable atEndOfRun(Runnable sending) {
            return sending;
        }

        @Override
        public void join(Scope scope, Audience audience, List<String> rooms) {
            done.add("join " + of(scope, audience) + " " + rooms);
        }

        @Override
        public void leave(Scope scope, Audience audience, List<String> rooms) {
            done.add("leave " + of(scope, audience) + " " + rooms);
        }

        @Override
        public void disconnect(Scope scope, Audience audience, boolean close) {
            done.add("disconnect " + of(scope, audience) + " " + close);
        }

        @Override
        public void serverSideEmit(String namespace, Payload event) {
            done.add("server side " + namespace + " " + event.text());
        }

        @Override
        public CompletionStage<Acks> emitWithAck(
                Scope scope, Audience audience, Payload event, Duration timeout, boolean bestEffort) {
            throw new AssertionError("asked");
        }

        @Override
        public CompletionStage<Payload> sockets(Scope scope, Audience audience) {
            throw new AssertionError("asked");
        }

        @Override
        public CompletionStage<RoomCounts> rooms(String namespace, RoomQuery query) {
            throw new AssertionError("asked");
        }

        @Override
        public CompletionStage<Optional<Payload>> serverSideEmitWithAck(String namespace, Payload event) {
            throw new AssertionError("asked");
        }

        // --- its bus

        @Override
        public void open(Listener to) {
            listener = to;
            to.view(Set.of());
        }

        @Override
        public String self() {
            return "node";
        }

        @Override
        public void send(String node, byte[] message) {
            throw new AssertionError("a guest is sent nothing");
        }

        @Override
        public void close() {}
    }

    /** To one node. */
    private record Way(Node node) implements GuestBus {
        @Override
        public String self() {
            return "guest";
        }

        @Override
        public boolean isNoNodeEver() {
            return true;
        }

        @Override
        public void send(byte[] message) {
            node.listener.received(self(), message);
        }

        @Override
        public void close() {}
    }

    private final Node node = new Node(null);
    private final ClusterEmitter emitter = ClusterEmitter.configured(new Way(node), name -> null, name -> null);

    public record Order(int number, List<String> items) {}

    @Test
    void emitter_isTheMainNamespace() {
        emitter.emit("all", 1, null, "x");
        emitter.to("a").emit("some");
        emitter.except("b").send("text");
        emitter.bestEffort().emit("price", 42);
        emitter.compress(false).emit("picture", new byte[] {1, 2});

        assertThat(node.done)
                .containsExactly(
                        "emit / to [] except [] [\"all\",1,null,\"x\"] +0",
                        "emit / to [a] except [] [\"some\"] +0",
                        "emit / to [] except [b] [\"message\",\"text\"] +0",
                        "emit / to [] except [] [\"price\",42] +0 best effort",
                        "emit / to [] except [] [\"picture\",{\"_placeholder\":true,\"num\":0}] +1 uncompressed");
    }

    @Test
    void namespaces_andParents_haveRoomsOfTheirOwn_andKeepWhatNarrowsThem() {
        Emission kitchen = emitter.of("orders")
                .in("kitchen")
                .except("trainees")
                .bestEffort()
                .compress(false);
        kitchen.emit("order", new Order(7, List.of("tea")));
        emitter.of("/orders").emit("x");
        emitter.ofParent("/tenant-{id}").to(List.of("r")).emit("y");

        assertThat(node.done)
                .containsExactly(
                        "emit /orders to [kitchen] except [trainees] [\"order\",{\"items\":[\"tea\"],\"number\":7}] +0"
                                + " best effort uncompressed",
                        "emit /orders to [] except [] [\"x\"] +0",
                        "emit */tenant-{id} to [r] except [] [\"y\"] +0");
    }

    @Test
    void sockets_areMovedAndDisconnected() {
        emitter.to("a").socketsJoin("b", "c");
        emitter.socketsLeave("d");
        emitter.of("/x").in("e").disconnectSockets();
        emitter.disconnectSockets(true);

        assertThat(node.done)
                .containsExactly(
                        "join / to [a] except [] [b, c]",
                        "leave / to [] except [] [d]",
                        "disconnect /x to [e] except [] false",
                        "disconnect / to [] except [] true");
    }

    @Test
    void application_isTold() {
        emitter.serverSideEmit("refresh", Map.of("cache", "prices"));
        assertThat(node.done).containsExactly("server side / [\"refresh\",{\"cache\":\"prices\"}]");
    }

    @Test
    void nobody_isNobody() {
        Emission nobody = emitter.to();
        nobody.emit("x");
        nobody.socketsJoin("a");
        nobody.socketsLeave("a");
        nobody.disconnectSockets(true);
        emitter.to(List.of()).emit("x");
        assertThat(node.done).isEmpty();
    }

    @Test
    void whatCannotBeSent_isRefused() {
        assertThatThrownBy(() -> emitter.emit("disconnect"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reserved");
        assertThatThrownBy(() -> emitter.emit("x", (Object) new byte[17 << 20]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too many for a message to other nodes");
        Object[] parts = new Object[11];
        Arrays.fill(parts, new byte[1]);
        assertThatThrownBy(() -> emitter.emit("x", parts)).isInstanceOf(IllegalArgumentException.class);

        emitter.close();
        emitter.close();
        assertThatThrownBy(() -> emitter.emit("x")).isInstanceOf(IllegalStateException.class);
        assertThat(node.done).isEmpty();
    }

    @Test
    void secret_isThatOfThePropertyOrOfTheVariable_unlessGiven() {
        Node secured = new Node(SECRET);
        Way way = new Way(secured);
        String name = "enfilade.cluster.secret";

        ClusterEmitter.over(way, SECRET).emit("given");
        ClusterEmitter.configured(way, Map.of(name, SECRET)::get, Map.of("ENFILADE_CLUSTER_SECRET", "x")::get)
                .emit("property");
        ClusterEmitter.configured(way, any -> null, Map.of("ENFILADE_CLUSTER_SECRET", SECRET)::get)
                .emit("variable");
        ClusterEmitter.configured(way, any -> null, any -> null).emit("none");
        ClusterEmitter.over(way, "another secret of that length").emit("other");

        assertThat(secured.done)
                .extracting(done -> done.replaceAll(".*\\[\"(\\w+)\".*", "$1"))
                .containsExactly("given", "property", "variable");
    }

    @Test
    void whatIsSealed_isNotReadOnItsWay() {
        List<byte[]> seen = new ArrayList<>();
        GuestBus spied = new GuestBus() {
            @Override
            public String self() {
                return "guest";
            }

            @Override
            public boolean isNoNodeEver() {
                return true;
            }

            @Override
            public void send(byte[] message) {
                seen.add(message);
            }

            @Override
            public void close() {}
        };
        ClusterEmitter.over(spied, SECRET).emit("confidential");
        ClusterEmitter.configured(spied, any -> "", any -> "").emit("confidential");

        assertThat(seen).hasSize(2);
        assertThat(new String(seen.get(0), StandardCharsets.ISO_8859_1)).doesNotContain("confidential");
        assertThat(new String(seen.get(1), StandardCharsets.ISO_8859_1)).contains("confidential");
    }

    @Test
    void serverWithoutACluster_saysSo() {
        assertThatThrownBy(() -> ClusterEmitter.onServer("shop"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this server has no cluster");
    }
}
