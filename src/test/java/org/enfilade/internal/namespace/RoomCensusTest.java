package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.enfilade.RoomPage;
import org.enfilade.Socket;
import org.enfilade.internal.reach.RoomCounts;
import org.enfilade.internal.reach.RoomQuery;
import org.junit.jupiter.api.Test;

/** Who is in which room, as one node is told by all. */
class RoomCensusTest extends ClusterOfThree {
    private RoomPage fetch(TestServer node, String prefix, String after, int max) {
        CompletionStage<RoomPage> page = node.server.of("/chat").fetchRooms(prefix, after, max);
        run();
        return await(page);
    }

    private static Map<String, Map<String, Integer>> sizes(RoomPage page) {
        Map<String, Map<String, Integer>> sizes = new LinkedHashMap<>();
        page.rooms().forEach(room -> sizes.put(room.name(), room.sizes()));
        return sizes;
    }

    @Test
    void rooms_ofAllNodes_areCountedByNode() {
        member(a, "/chat", "red", "blue");
        member(a, "/chat", "red");
        member(b, "/chat", "red");
        member(c, "/chat");
        member(c, "/shop-1", "red");

        for (TestServer node : nodes) {
            RoomPage page = fetch(node, "", "", 100);

            assertThat(sizes(page))
                    .containsExactly(Map.entry("blue", Map.of("a", 1)), Map.entry("red", Map.of("a", 2, "b", 1)));
            assertThat(page.rooms()).extracting(RoomPage.Room::size).containsExactly(1, 3);
            assertThat(page.sockets()).isEqualTo(Map.of("a", 2, "b", 1, "c", 1));
            assertThat(page.next()).isEmpty();
            assertThat(page.missingNodes()).isEmpty();
        }
    }

    @Test
    void census_isOneQuestionToEachNodeWithSockets_whateverTheRooms() {
        member(b, "/chat", "one", "two", "three");
        member(b, "/chat", "one");
        long asked = sent(a);
        long answered = sent(b);
        long idle = sent(c);

        fetch(a, "", "", 100);

        assertThat(sent(a) - asked).isEqualTo(1);
        assertThat(sent(b) - answered).isEqualTo(1);
        assertThat(sent(c)).isEqualTo(idle);
    }

    @Test
    void pages_haveEachRoomOnce_withTheMembersOfAllNodes() {
        for (int i = 10; i < 30; i++) {
            member(i % 2 == 0 ? a : b, "/chat", "g:" + i);
        }
        member(c, "/chat", "g:12", "g:29", "other");

        List<String> names = new ArrayList<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            RoomPage page = fetch(b, "g:", next.get(), 3);
            assertThat(page.rooms()).hasSizeBetween(1, 3);
            page.rooms().forEach(room -> {
                names.add(room.name());
                boolean isOfTwo = room.name().equals("g:12") || room.name().equals("g:29");
                assertThat(room.size()).isEqualTo(isOfTwo ? 2 : 1);
            });
            next = page.next();
        }

        assertThat(names).hasSize(20).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void nodeThatGoes_isMissing_andTheOthersAreCounted() {
        member(a, "/chat", "red");
        member(b, "/chat", "red");
        CompletionStage<RoomPage> asked = a.server.of("/chat").fetchRooms("", 10);
        cluster.kill("b");
        run();

        RoomPage page = await(asked);

        assertThat(sizes(page)).containsExactly(Map.entry("red", Map.of("a", 1)));
        assertThat(page.missingNodes()).containsExactly("b");
    }

    @Test
    void nodeWithoutAThread_isMissing() {
        member(b, "/chat", "red");
        b.executor.refuse(true);
        CompletionStage<RoomPage> asked = a.server.of("/chat").fetchRooms("", 10);
        cluster.deliverAll();
        a.executor.run();

        assertThat(await(asked).missingNodes()).containsExactly("b");
    }

    @Test
    void figures_askForNamespacesThatAreNotHere_andCreateNone() {
        member(b, "/shop-7", "red");
        CompletionStage<RoomPage> asked = a.server.figures().rooms("/shop-7", "", "", 10);
        run();

        assertThat(sizes(await(asked))).containsExactly(Map.entry("red", Map.of("b", 1)));
        assertThat(a.server.namespaces()).noneMatch(each -> each.name().equals("/shop-7"));
    }

    @Test
    void serverThatIsAlone_answersAtOnce_underAnEmptyName() {
        TestServer alone = new TestServer();
        alone.declare("/chat");
        alone.start();
        Client client = alone.connect();
        client.send("0/chat,");
        alone.executor.run();
        Socket socket = alone.server.of("/chat").sockets().iterator().next();
        socket.join("red", "");

        RoomPage page = await(alone.server.of("/chat").fetchRooms("", 10));

        assertThat(sizes(page)).containsExactly(Map.entry("red", Map.of("", 1)));
        assertThat(page.sockets()).isEqualTo(Map.of("", 1));
    }

    @Test
    void pageOfNoRooms_isRefused_beforeTheStartToo() {
        assertThatThrownBy(() -> a.server.of("/chat").fetchRooms("", 0)).isInstanceOf(IllegalArgumentException.class);
        var early = new InjectedServer().of("/chat");
        assertThatThrownBy(() -> early.fetchRooms("", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(await(early.fetchRooms("", 1)).rooms()).isEmpty();
    }

    // --- how pages are made of answers

    private static RoomCounts answer(String node, boolean goesOn, String... rooms) {
        List<RoomCounts.Count> counts = new ArrayList<>();
        for (String room : rooms) {
            counts.add(new RoomCounts.Count(room, 1));
        }
        return new RoomCounts(node, rooms.length, counts, goesOn);
    }

    private static CountedRooms page(int max, String after, RoomCounts... answers) {
        return CountedRooms.of(new RoomQuery("", after, max), List.of(answers), List.of());
    }

    private static List<String> names(RoomPage page) {
        return page.rooms().stream().map(RoomPage.Room::name).toList();
    }

    /** What a node has behind the end of its answer is not known. */
    @Test
    void page_endsWhereTheFirstNodeDoes_thatHasMore() {
        CountedRooms page = page(10, "", answer("a", true, "a", "c"), answer("b", false, "b", "c", "d"));

        assertThat(names(page)).containsExactly("a", "b", "c");
        assertThat(page.rooms().get(2).sizes()).isEqualTo(Map.of("a", 1, "b", 1));
        assertThat(page.next()).contains("c");
    }

    @Test
    void page_ofMoreThanWasAskedFor_endsThere() {
        CountedRooms page = page(2, "", answer("a", false, "a", "c"), answer("b", false, "b", "d"));

        assertThat(names(page)).containsExactly("a", "b");
        assertThat(page.next()).contains("b");
    }

    @Test
    void answersBesideTheQuestion_neverMakePagesWithoutEnd() {
        assertThat(page(2, "m", answer("a", true, "a", "b")).next()).isEmpty();
        assertThat(page(2, "m", answer("a", true)).next()).isEmpty();
        assertThat(page(2, "m", answer("a", true, "a", "n")).next()).contains("n");
    }
}
