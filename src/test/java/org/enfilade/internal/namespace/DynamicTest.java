package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.enfilade.ConnectionRefused;
import org.enfilade.Namespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DynamicTest {
    private static final String TENANT = "^/tenant-(?<tenant>[a-z0-9]+)$";

    private final TestServer test = new TestServer();
    private final FakeHandler tenants = test.declarePattern(TENANT, "tenant").echo();
    private final List<String> created = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    DynamicTest() {
        test.blueprint.onNewNamespace(namespace -> created.add(namespace.name()));
    }

    private FakeHandler gate(CompletableFuture<Boolean> decision) {
        return test.declareParent("gate", new ChildMatcher.ByFunction((name, auth) -> {
            asked.add(name + " " + auth);
            return decision;
        }));
    }

    private void assertRefused(Client client, String name) {
        assertThat(client.send("0" + name + ",").received())
                .containsExactly("4" + name + ",{\"message\":\"Invalid namespace\"}");
    }

    // --- patterns

    @Test
    void child_isMadeByItsFirstClient_andStays() {
        test.start();
        Client client = test.join("/tenant-a");
        Namespace child = tenants.socket().namespace();
        assertThat(child.name()).isEqualTo("/tenant-a");
        assertThat(child.param("tenant")).isEqualTo("a");
        assertThat(child.parent()).contains(test.server.parent(TENANT));
        assertThat(created).containsExactly("/tenant-a");

        client.lose();
        assertThat(test.server.namespaces()).extracting(Namespace::name).contains("/tenant-a");
        test.join("/tenant-a");
        assertThat(tenants.socket().namespace()).isSameAs(child);
        assertThat(created).containsExactly("/tenant-a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tenant-", "/tenant-a_b", "/tenant-A", "/x/tenant-a"})
    void nameThatDoesNotMatch_isNoNamespace(String name) {
        test.start();
        assertRefused(test.connect(), name);
        assertThat(created).isEmpty();
    }

    /** There are 2^60 ways to read it. */
    @Test
    void name_forWhichThePatternTakesTooLong_isNoNamespace() {
        test.declarePattern("^/slow-(a*)*\\1b$");
        test.start();
        assertRefused(test.connect(), "/slow-" + "a".repeat(60));
        assertThat(test.join("/slow-aab")).isNotNull();
    }

    @Test
    void unknownParam_isAnError() {
        test.start();
        test.join("/tenant-a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tenants.socket().namespace().param("other"));
        assertThatIllegalArgumentException().isThrownBy(() -> test.server.parent("other"));
    }

    @Test
    void firstDeclaredPattern_wins_andADeclaredNameBeforeAll() {
        FakeHandler ones = test.declarePattern("^/digits/1\\d*$");
        FakeHandler all = test.declarePattern("^/digits/\\d+$");
        FakeHandler declared = test.declare("/digits/17");
        test.start();
        test.join("/digits/12");
        test.join("/digits/22");
        test.join("/digits/17");
        assertThat(ones.sockets).hasSize(1);
        assertThat(all.sockets).hasSize(1);
        assertThat(declared.sockets).hasSize(1);
    }

    @Test
    void pattern_isSearchedFor_asJavaScriptDoes() {
        FakeHandler anywhere = test.declarePattern("b");
        test.start();
        test.join("/abc");
        assertThat(anywhere.sockets).hasSize(1);
    }

    @Test
    void middlewareOfTheParent_servesEveryChild_andRefusedOnesStay() {
        tenants.admission = socket -> socket.namespace().param("tenant").equals("closed")
                ? CompletableFuture.failedFuture(new ConnectionRefused("closed"))
                : CompletableFuture.completedFuture(null);
        test.start();
        Client client = test.connect();
        assertThat(client.send("0/tenant-closed,").received())
                .containsExactly("4/tenant-closed,{\"message\":\"closed\"}");
        client.join("/tenant-open");
    }

    @Test
    void children_areNamespacesOfTheirOwn_andTheParentReachesThemAll() {
        test.start();
        Client a = test.join("/tenant-a");
        tenants.socket().join("room");
        Client b = test.join("/tenant-b");
        Client both = test.connect();
        both.join("/tenant-a");
        both.join("/tenant-b");
        tenants.socket().join("room");

        test.server.of("/tenant-a").emit("x");
        assertThat(a.received()).containsExactly("2/tenant-a,[\"x\"]");
        assertThat(b.received()).isEmpty();
        both.received();

        test.server.parent(TENANT).emit("y", 1);
        assertThat(a.received()).containsExactly("2/tenant-a,[\"y\",1]");
        assertThat(b.received()).containsExactly("2/tenant-b,[\"y\",1]");
        assertThat(both.received()).containsExactlyInAnyOrder("2/tenant-a,[\"y\",1]", "2/tenant-b,[\"y\",1]");

        test.server.parent(TENANT).to("room").emit("z");
        assertThat(a.received()).containsExactly("2/tenant-a,[\"z\"]");
        assertThat(b.received()).isEmpty();
        assertThat(both.received()).containsExactly("2/tenant-b,[\"z\"]");

        assertThat(test.server.parent(TENANT).children())
                .extracting(Namespace::name)
                .containsExactlyInAnyOrder("/tenant-a", "/tenant-b");
        assertThat(test.server
                        .parent(TENANT)
                        .fetchSockets()
                        .toCompletableFuture()
                        .join())
                .hasSize(4);
    }

    @Test
    void of_makesAChildWhereAPatternMatches_andElseANamespaceOfItsOwn() {
        test.start();
        assertThat(test.server.of("tenant-z").parent()).isPresent();
        assertThat(test.server.of("/plain").parent()).isEmpty();
        assertThat(created).containsExactly("/tenant-z", "/plain");
        test.join("/plain");
        test.join("/tenant-z");
        assertThat(created).hasSize(2);
    }

    @Test
    void tooManyChildren_areRefused_butNotThoseThatExist() {
        test.start(options -> options.maxDynamicNamespaces(2));
        test.join("/tenant-a");
        test.join("/tenant-b");
        assertRefused(test.connect(), "/tenant-c");
        test.join("/tenant-a");
    }

    @Test
    void children_areBoundedForEachParent_soThatOneThatIsFullHindersNoOther() {
        test.declarePattern("^/room-");
        test.start(options -> options.maxDynamicNamespaces(2));
        test.join("/tenant-a");
        test.join("/tenant-b");
        assertRefused(test.connect(), "/tenant-c");
        test.join("/room-a");
        test.join("/room-b");
        assertRefused(test.connect(), "/room-c");
    }

    @Test
    void childThatRefusesItsOnlySocket_doesNotStay_norCount() {
        tenants.admission = socket -> CompletableFuture.failedFuture(new ConnectionRefused("no"));
        test.start(options -> options.maxDynamicNamespaces(2));
        Client client = test.connect();
        for (int i = 0; i < 100; i++) {
            client.send("0/tenant-" + i + ",");
        }
        assertThat(client.received()).hasSize(100).allMatch(packet -> packet.endsWith(",{\"message\":\"no\"}"));
        assertThat(test.server.parent(TENANT).children()).isEmpty();
        assertThat(test.server.namespaces()).extracting(Namespace::name).containsExactly("/");
    }

    @Test
    void childWhoseSocketLeavesBeforeItIsAdmitted_doesNotStay() {
        tenants.admission = socket -> new CompletableFuture<>();
        test.start();
        Client client = test.connect().send("0/tenant-a,", "0/tenant-b,");
        assertThat(test.server.parent(TENANT).children()).hasSize(2);
        client.send("1/tenant-a,");
        assertThat(test.server.parent(TENANT).children())
                .extracting(Namespace::name)
                .containsExactly("/tenant-b");
        client.lose();
        assertThat(test.server.parent(TENANT).children()).isEmpty();
    }

    @Test
    void childThatTheApplicationHasAskedFor_staysThoughItRefusesEverybody() {
        tenants.admission = socket -> CompletableFuture.failedFuture(new ConnectionRefused("no"));
        test.start(options -> options.maxDynamicNamespaces(1));
        Namespace kept = test.server.of("/tenant-a");
        test.connect().send("0/tenant-a,", "0/tenant-b,");
        assertThat(test.server.parent(TENANT).children()).containsExactly(kept);
        assertThat(test.server.of("/tenant-a")).isSameAs(kept);
    }

    @Test
    void childThatTheApplicationAsksForInMiddleware_stays() {
        tenants.admission = socket -> {
            test.server.of(socket.namespace().name());
            return CompletableFuture.failedFuture(new ConnectionRefused("no"));
        };
        test.start();
        test.connect().send("0/tenant-a,");
        assertThat(test.server.parent(TENANT).children()).hasSize(1);
    }

    @Test
    void fullParent_letsTheChildGoThatHasBeenEmptyTheLongest() {
        test.start(options -> options.maxDynamicNamespaces(3));
        Namespace kept = test.server.of("/tenant-kept");
        test.join("/tenant-a").send("1/tenant-a,");
        test.join("/tenant-b").send("1/tenant-b,");
        test.join("/tenant-a").send("1/tenant-a,");
        test.join("/tenant-c");
        assertThat(test.server.parent(TENANT).children())
                .extracting(Namespace::name)
                .containsExactlyInAnyOrder("/tenant-kept", "/tenant-a", "/tenant-c");
        test.join("/tenant-d");
        assertRefused(test.connect(), "/tenant-e");
        assertThat(test.server.parent(TENANT).children()).contains(kept);
    }

    @Test
    void connection_makesSoManyChildren_andOthersMakeMore() {
        test.start(options -> options.maxDynamicNamespacesPerConnection(2));
        Client greedy = test.connect();
        for (String name : List.of("/tenant-a", "/tenant-b")) {
            greedy.join(name);
            greedy.send("1" + name + ",");
        }
        assertThat(greedy.send("0/tenant-c,").received())
                .containsExactly("4/tenant-c,{\"message\":\"Too many namespaces\"}");
        greedy.join("/tenant-a");
        test.join("/tenant-c");
        greedy.join("/tenant-c");
    }

    @Test
    void childrenThatAreCleanedUp_countNoMoreForWhoMadeThem() {
        test.start(options -> options.maxDynamicNamespacesPerConnection(2).cleanupEmptyChildNamespaces(true));
        Client wanderer = test.connect();
        for (int i = 0; i < 10; i++) {
            wanderer.join("/tenant-" + i);
            wanderer.send("1/tenant-" + i + ",");
        }
        wanderer.join("/tenant-a");
        wanderer.join("/tenant-b");
        assertThat(wanderer.send("0/tenant-c,").received())
                .singleElement()
                .asString()
                .contains("Too many namespaces");
    }

    // --- matchers

    @Test
    void matcher_isAskedWithNameAndAuth_andMayTakeItsTime() {
        CompletableFuture<Boolean> decision = new CompletableFuture<>();
        FakeHandler gate = gate(decision);
        test.start();
        Client client = test.connect().send("0/gate/a,{\"key\":1}");
        assertThat(asked).containsExactly("/gate/a {\"key\":1}");
        assertThat(client.received()).isEmpty();

        decision.complete(true);
        test.executor.run();
        assertThat(client.received()).singleElement().asString().startsWith("0/gate/a,{\"sid\":");
        assertThat(gate.sockets).hasSize(1);
    }

    @Test
    void childThatExists_needsNoDecisionAnyMore() {
        FakeHandler gate = gate(CompletableFuture.completedFuture(true));
        test.start();
        test.join("/gate/a");
        test.join("/gate/a");
        assertThat(asked).hasSize(1);
        assertThat(gate.sockets).hasSize(2);
    }

    @Test
    void twoClients_racingToANewChild_getOneChild() {
        CompletableFuture<Boolean> decision = new CompletableFuture<>();
        FakeHandler gate = gate(decision);
        test.start();
        Client first = test.connect().send("0/gate/a,");
        Client second = test.connect().send("0/gate/a,");
        decision.complete(true);
        test.executor.run();

        assertThat(asked).hasSize(2);
        assertThat(created).containsExactly("/gate/a");
        first.received();
        second.received();
        gate.sockets.get(0).namespace().emit("to both");
        assertThat(first.received()).containsExactly("2/gate/a,[\"to both\"]");
        assertThat(second.received()).containsExactly("2/gate/a,[\"to both\"]");
    }

    @Test
    void matchersNo_isAnInvalidNamespace() {
        gate(CompletableFuture.completedFuture(false));
        test.start();
        assertRefused(test.connect(), "/gate/a");
        assertThat(created).isEmpty();
    }

    @Test
    void matchersError_orNull_isANo() {
        gate(CompletableFuture.failedFuture(new IllegalStateException("a matcher")));
        gate(CompletableFuture.completedFuture(null));
        test.declareParent("throws", new ChildMatcher.ByFunction((name, auth) -> {
            throw new IllegalStateException("a matcher");
        }));
        test.declareParent("null", new ChildMatcher.ByFunction((name, auth) -> null));
        test.start();
        assertRefused(test.connect(), "/gate/a");
    }

    @Test
    void matcher_isAskedInTurn_andNotIfAnEarlierPatternMatches() {
        gate(CompletableFuture.completedFuture(false));
        FakeHandler later = test.declarePattern("^/gate/");
        test.start();
        test.join("/tenant-a");
        assertThat(asked).isEmpty();
        test.join("/gate/a");
        assertThat(asked).hasSize(1);
        assertThat(later.sockets).hasSize(1);
    }

    @Test
    void clientThatIsGone_whenTheMatcherDecides_leavesNothing() {
        CompletableFuture<Boolean> decision = new CompletableFuture<>();
        FakeHandler gate = gate(decision);
        test.start(options -> options.cleanupEmptyChildNamespaces(true));
        Client lost = test.connect().send("0/gate/a,");
        Client left = test.connect().send("0/gate/a,", "1/gate/a,");
        lost.lose();
        decision.complete(true);
        test.executor.run();
        assertThat(gate.log).isEmpty();
        assertThat(left.received()).isEmpty();
        assertThat(left.isClosed()).isFalse();
        assertThat(test.server.parent("gate").children()).isEmpty();
    }

    @Test
    void clientThatComesBack_whileTheMatcherDecides_joinsOnce() {
        CompletableFuture<Boolean> decision = new CompletableFuture<>();
        FakeHandler gate = gate(decision);
        test.start();
        Client client = test.connect().send("0/gate/a,", "1/gate/a,", "0/gate/a,");
        decision.complete(true);
        test.executor.run();
        assertThat(client.received()).hasSize(1);
        assertThat(gate.log).containsExactly("admit", "connected");
    }

    @Test
    void event_whileTheMatcherDecides_closes() {
        gate(new CompletableFuture<>());
        test.start();
        assertThat(test.connect().send("0/gate/a,", "2/gate/a,[\"early\"]").isClosed())
                .isTrue();
    }

    @Test
    void executorThatRefusesTheQuestion_isANo() {
        gate(CompletableFuture.completedFuture(true));
        test.start();
        Client client = test.connect();
        test.executor.refuse(true);
        client.post("0/gate/a,");
        assertThat(client.received()).containsExactly("4/gate/a,{\"message\":\"Invalid namespace\"}");
    }

    // --- clean-up

    @Test
    void emptyChild_isCleanedUp_ifTheApplicationWantsThat() {
        test.start(options -> options.cleanupEmptyChildNamespaces(true).maxDynamicNamespaces(1));
        Client first = test.join("/tenant-a");
        Client second = test.join("/tenant-a");
        Namespace child = tenants.socket().namespace();
        first.lose();
        assertThat(test.server.parent(TENANT).children()).containsExactly(child);
        second.send("1/tenant-a,");
        assertThat(test.server.parent(TENANT).children()).isEmpty();
        assertThat(test.server.namespaces()).extracting(Namespace::name).containsExactly("/");

        test.join("/tenant-b");
        assertThat(created).containsExactly("/tenant-a", "/tenant-b");
    }

    @Test
    void childWithASocketInItsMiddleware_isNotCleanedUp() {
        test.start(options -> options.cleanupEmptyChildNamespaces(true));
        Client first = test.join("/tenant-a");
        Namespace child = tenants.socket().namespace();
        CompletableFuture<Void> middleware = new CompletableFuture<>();
        tenants.admission = socket -> middleware;
        Client second = test.connect().send("0/tenant-a,");
        first.lose();
        assertThat(test.server.parent(TENANT).children()).containsExactly(child);

        middleware.complete(null);
        test.executor.run();
        second.received();
        test.server.of("/tenant-a").emit("x");
        assertThat(second.received()).containsExactly("2/tenant-a,[\"x\"]");
    }

    @Test
    void childWhoseOnlySocketIsRefused_isCleanedUp() {
        tenants.admission = socket -> CompletableFuture.failedFuture(new ConnectionRefused("no"));
        test.start(options -> options.cleanupEmptyChildNamespaces(true));
        test.connect().send("0/tenant-a,");
        assertThat(test.server.parent(TENANT).children()).isEmpty();
    }

    @Test
    void childWhoseSocketIsLostInMiddleware_isCleanedUp_once() {
        CompletableFuture<Void> middleware = new CompletableFuture<>();
        tenants.admission = socket -> middleware;
        test.start(options -> options.cleanupEmptyChildNamespaces(true));
        test.connect().send("0/tenant-a,").lose();
        assertThat(test.server.parent(TENANT).children()).isEmpty();

        Client next = test.connect().send("0/tenant-a,");
        middleware.complete(null);
        test.executor.run();
        assertThat(next.received()).hasSize(1);
        assertThat(test.server.parent(TENANT).children()).hasSize(1);
    }

    @Test
    void disconnectHandler_ofACleanedUpChild_stillSeesItsNamespace() {
        test.start(options -> options.cleanupEmptyChildNamespaces(true));
        Client client = test.join("/tenant-a");
        tenants.onDisconnect = socket -> socket.namespace().emit("to nobody");
        client.send("1/tenant-a,");
        assertThat(tenants.log).contains("disconnected client namespace disconnect []");
        client.join("/tenant-a");
    }
}
