package org.enfilade.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Scope;
import org.enfilade.internal.watch.Watcher;
import org.junit.jupiter.api.Test;

/** Which nodes something is sent to. */
class PeerNodesTest {
    private static final Scope CHAT = Scope.namespace("/chat");
    private static final Audience RED = Audience.EVERYBODY.to("red");

    private final Interests interests = new Interests();
    private final List<String> gone = new ArrayList<>();
    private final PeerNodes nodes = new PeerNodes(this::outgoing, interests, (name, tag) -> departs(name, tag));

    PeerNodesTest() {
        nodes.takeIn(Set.of("a", "b"));
    }

    private OutgoingMessages outgoing(String node) {
        return new OutgoingMessages(node, new Sender(new MemoryCluster().node("me"), Watcher.NONE), task -> task);
    }

    private void departs(String name, String tag) {
        gone.add(name + " " + tag + " " + interests.nodes("/chat", "red"));
    }

    private PeerNode known(String name, String tag, String... rooms) {
        PeerNode node = nodes.introduced(nodes.get(name), tag, false);
        node.listBegins(tag);
        List<String> all = List.of(rooms);
        node.changes(all.stream().map(room -> new Change("/chat", room, true)).toList());
        node.listEnds();
        return node;
    }

    private Set<String> receivers(Audience audience) {
        return nodes.nodesWith(CHAT, audience);
    }

    @Test
    void stranger_getsEverything_butIsNotKnownToRunTheApplication() {
        assertThat(receivers(RED)).containsExactlyInAnyOrder("a", "b");
        assertThat(nodes.allNodes()).isEmpty();
        assertThat(nodes.known()).isEmpty();
        assertThat(receivers(RED.onlyLocal())).isEmpty();
        assertThat(receivers(Audience.EVERYBODY.to(new String[0]))).isEmpty();
    }

    @Test
    void knownNode_getsWhatItHasMembersFor() {
        known("a", "tag-of-a", "", "red");
        known("b", "tag-of-b", "", "green");

        assertThat(receivers(RED)).containsExactly("a");
        assertThat(receivers(Audience.EVERYBODY.to("green", "red"))).containsExactlyInAnyOrder("a", "b");
        assertThat(receivers(Audience.EVERYBODY.to("socket-tag-of-b"))).containsExactly("b");
        assertThat(receivers(Audience.EVERYBODY.to("tag-of-b"))).isEmpty();
        assertThat(receivers(Audience.EVERYBODY)).containsExactlyInAnyOrder("a", "b");
        assertThat(nodes.nodesWith(Scope.namespace("/other"), RED)).isEmpty();
        assertThat(nodes.known()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void nodeThatTellsAnew_getsEverything_untilItsListIsWhole() {
        known("b", "tag-of-b");
        PeerNode a = known("a", "tag-of-a", "", "red");

        a.listBegins("tag-of-another");
        assertThat(receivers(Audience.EVERYBODY.to("green"))).isEmpty();
        a.repeats();
        assertThat(receivers(Audience.EVERYBODY.to("green"))).containsExactly("a");
        a.listBegins("tag-of-a");
        assertThat(interests.size()).isZero();
        a.listEnds();
        assertThat(receivers(RED)).isEmpty();
    }

    @Test
    void nodeThatHasGone_getsNothing_andWhatItSaysLateIsVoid() {
        known("b", "tag-of-b");
        PeerNode a = known("a", "tag-of-a", "", "red");

        a.goes();
        a.listBegins("tag-of-a");
        a.changes(List.of(new Change("/chat", "red", true)));
        a.listEnds();

        assertThat(receivers(RED)).isEmpty();
        assertThat(receivers(Audience.EVERYBODY.to("socket-tag-of-a"))).isEmpty();
        assertThat(interests.size()).isZero();
    }

    @Test
    void nodeThatStartsAnew_isAnotherOne() {
        PeerNode before = known("a", "tag-of-a", "", "red");
        PeerNode after = nodes.introduced(before, "new-tag-", false);

        before.changes(List.of(new Change("/chat", "red", true)));
        assertThat(interests.size()).isZero();
        assertThat(nodes.get("a")).isSameAs(after);
        assertThat(nodes.introduced(before, "too late", false))
                .as("it is not in the view any more")
                .isNull();
        assertThat(nodes.takeOut(Set.of("b"))).containsExactly(after);
        assertThat(nodes.get("a")).isNull();
    }

    @Test
    void nodeThatGoes_isTold_whileItsRoomsAreKnown_andOnlyIfItWasIntroduced() {
        PeerNode a = known("a", "aaaaaaaa", "red");
        nodes.takeOut(Set.of());
        assertThat(gone).containsExactly("a aaaaaaaa [a]");
        assertThat(a.isIntroduced()).isFalse();
        nodes.takeIn(Set.of("a"));
        known("a", "aaaaaaaa", "red");
        known("a", "bbbbbbbb", "red").goes();
        assertThat(gone).containsExactly("a aaaaaaaa [a]", "a aaaaaaaa [a]", "a bbbbbbbb [a]");
    }
}
