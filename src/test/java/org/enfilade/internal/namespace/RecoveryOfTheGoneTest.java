package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client whose node was killed, or has ended, comes back to another one. */
class RecoveryOfTheGoneTest extends MortalNodes {
    @Test
    void client_comesBackAsTheSame_withWhatLivingNodesHaveEmitted() {
        start();
        Returner client = new Returner(a);
        String sid = client.sid;
        socket("a").join("r");
        socket("a").data().putAll(Map.of("text", "t", "int", 7));
        run();
        emit(b, "seen");
        emit(a, "seen of a");
        run();
        assertThat(client.received()).containsExactlyInAnyOrder("seen", "seen of a");
        emit(c, "1 on its way when it dies");
        cluster.kill("a"); // the others do not know yet
        nodes.remove("a");
        emit(c, "r", "2 before that is known");
        run();
        emit(c, "r", "3 to the room");
        emit(c, sid, "4 to itself");
        emit(c, "another", "not for it");
        c.server.of("/chat").except("r").emit("e", "not for it");
        run();

        assertThat(client.comeBackTo(b))
                .containsExactly(
                        "RECOVERED",
                        "1 on its way when it dies",
                        "2 before that is known",
                        "3 to the room",
                        "4 to itself");
        assertThat(client.sid).isEqualTo(sid);
        assertThat(socket("b").rooms()).containsExactlyInAnyOrder(sid, "r");
        assertThat(socket("b").data()).isEqualTo(Map.of("text", "t", "int", 7));
        emit(c, "r", "5");
        emit(c, sid, "6");
        emit(b, "7");
        run();
        assertThat(client.received()).containsExactlyInAnyOrder("5", "6", "7");
    }

    @Test
    void nodeThatItComesBackTo_hasEmittedToo() {
        start();
        Returner client = new Returner(a);
        emit(b, "0");
        run();
        assertThat(client.received()).containsExactly("0");
        kill("a");
        emit(b, "1");
        emit(c, "2");
        run();
        assertThat(client.comeBackTo(b)).containsExactlyInAnyOrder("RECOVERED", "1", "2");
    }

    @Test
    void roomThatWasJoinedLate_bringsNothingOfBefore() {
        start();
        Returner client = new Returner(a);
        new Returner(a);
        socket("a").join("r"); // somebody else's
        run();
        emit(b, "r", "before");
        run();
        FakeHandler handler = handlers.get("a");
        handler.sockets.get(0).join("r");
        run();
        emit(b, "r", "after");
        run();
        client.client.received(); // and it gets lost
        kill("a");
        assertThat(client.comeBackTo(c)).containsExactly("RECOVERED", "after");
    }

    @Test
    void roomThatNobodyWasIn_bringsNothingOfBefore() {
        start();
        Returner client = new Returner(a);
        run();
        emit(b, "r", "before");
        run();
        socket("a").join("r");
        run();
        emit(b, "r", "after");
        kill("a");
        emit(b, "r", "afterwards");
        run();
        assertThat(client.comeBackTo(b)).containsExactly("RECOVERED", "after", "afterwards");
    }

    @Test
    void roomThatWasLeft_countsUntilThen() {
        start();
        Returner client = new Returner(a);
        socket("a").join("r");
        run();
        client.client.received();
        emit(b, "r", "in it");
        run();
        client.client.received(); // and it gets lost
        socket("a").leave("r");
        run();
        emit(b, "r", "not for it");
        kill("a");
        emit(b, "r", "not for it");
        run();
        assertThat(client.comeBackTo(b)).containsExactly("RECOVERED", "in it");
    }

    @Test
    void clientThatWasAway_whenItsNodeDies_comesBack() {
        start();
        Returner client = new Returner(a);
        emit(c, "0");
        run();
        assertThat(client.received()).containsExactly("0");
        client.lose();
        emit(b, "1");
        run();
        kill("a");
        emit(b, "2");
        run();
        assertThat(client.comeBackTo(c)).containsExactly("RECOVERED", "1", "2");
    }

    /** It has said by a heartbeat what it has. */
    @Test
    void clientWithoutAnOffset_hasWhatItHadAtItsLatestPong() {
        start();
        Returner client = new Returner(a);
        emit(b, "1");
        run();
        client.client.received(); // it does not look at it
        a.ticker.advanceMillis(25_000);
        run();
        client.client.pong();
        run();
        emit(b, "2");
        run();
        kill("a");
        assertThat(client.comeBackTo(b)).containsExactly("RECOVERED", "2");
    }

    @Test
    void whatTheDeadHadEmitted_isLost() {
        start();
        Returner client = new Returner(a);
        client.lose();
        emit(a, "lost");
        emit(b, "1");
        run();
        kill("a");
        assertThat(client.comeBackTo(b)).containsExactly("RECOVERED", "1");
    }

    @Test
    void whatTheDeadHadEmitted_isThere_ifThatIsBackedUp() {
        areBackedUp = true;
        start();
        Returner client = new Returner(a);
        socket("a").join("r");
        run();
        emit(a, "0");
        run();
        assertThat(client.received()).containsExactly("0");
        emit(a, "1");
        socket("a").emit("e", "2");
        emit(a, "r", "3");
        emit(a, "another", "not for it");
        a.server.of("/chat").local().emit("e", "4");
        run();
        client.client.received(); // and it gets lost
        kill("a");
        assertThat(client.comeBackTo(c)).containsExactly("RECOVERED", "1", "2", "3", "4");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatANodeHadEmittedThatHasEnded_isThere(boolean isBackedUp) {
        areBackedUp = isBackedUp;
        start();
        Returner client = new Returner(a);
        Returner away = new Returner(a);
        socket("a").join("r");
        run();
        emit(a, "0");
        run();
        assertThat(client.received()).containsExactly("0");
        assertThat(away.received()).containsExactly("0");
        away.lose();
        emit(a, "1");
        emit(a, "r", "2");
        emit(b, "3");
        run();
        assertThat(client.received()).containsExactly("1", "3");
        emit(a, away.sid, "4");
        run();
        stop("a");
        emit(b, "5");
        run();
        assertThat(client.comeBackTo(c)).containsExactly("RECOVERED", "5");
        assertThat(away.comeBackTo(c)).containsExactly("RECOVERED", "1", "2", "4", "3", "5");
        emit(b, "6");
        run();
        assertThat(away.received()).containsExactly("6");
    }

    @Test
    void secondNode_mayDieToo() {
        start();
        Returner client = new Returner(a);
        socket("a").join("r");
        run();
        kill("a");
        emit(c, "r", "1");
        run();
        assertThat(client.comeBackTo(b)).containsExactly("RECOVERED", "1");
        emit(c, "2");
        run();
        assertThat(client.received()).containsExactly("2");
        TestServer again = restart("a");
        emit(again, "r", "3");
        run();
        client.client.received(); // and it gets lost
        kill("b");
        emit(c, "r", "4");
        emit(again, "5");
        run();
        assertThat(client.comeBackTo(again)).containsExactlyInAnyOrder("RECOVERED", "3", "4", "5");
        client.lose();
        assertThat(client.comeBackTo(c)).containsExactly("RECOVERED");
        assertThat(socket("c").rooms()).contains("r");
    }

    /** What it had missed lay in the log of the second one. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void secondNode_thatDiesBeforeTheClientHasWhatItHadMissed_takesItAlong_butIfThatIsBackedUp(boolean isBackedUp) {
        areBackedUp = isBackedUp;
        start();
        Returner client = new Returner(a);
        client.lose();
        emit(a, "1");
        run();
        client.request(b, client.auth());
        run();
        client.client.lose(); // and nothing has reached it
        kill("b");
        List<String> all = isBackedUp ? List.of("RECOVERED", "1") : List.of("CONNECT");
        assertThat(client.comeBackTo(c)).containsExactlyElementsOf(all);
    }

    /** It goes away again, at some point of its way, and so does that node. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void secondNode_mayEnd_howeverFarTheClientIs(int steps) {
        start();
        Returner client = new Returner(a);
        socket("a").join("r");
        client.lose();
        emit(a, "r", "1");
        emit(c, "2");
        run();
        client.request(b, client.auth());
        steps(steps);
        client.client.drop();
        stop("b");
        emit(c, "r", "3");
        run();
        client.request(c, client.auth());
        run(2);
        assertThat(client.received()).containsExactly("RECOVERED", "1", "2", "3");
        assertThat(socket("c").rooms()).contains("r");
    }

    /** It has what the client had missed before alone, until it ends. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void secondNode_mayEnd_howeverFarTheClientIsOnItsWayToTheNext(int steps) {
        start();
        Returner client = new Returner(a);
        socket("a").join("r");
        client.lose();
        emit(a, "r", "1");
        emit(c, "2");
        run();
        client.request(b, client.auth());
        run();
        client.client.drop(); // and nothing has reached it
        run();
        client.request(c, client.auth());
        steps(steps);
        stop("b");
        run(2);
        assertThat(client.received()).containsExactly("RECOVERED", "1", "2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void secondNode_mayDie_howeverFarTheClientIs(int steps) {
        start();
        Returner client = new Returner(a);
        client.lose();
        client.request(b, client.auth());
        steps(steps);
        client.client.drop();
        run();
        kill("b");
        client.request(c, client.auth());
        run(2);
        assertThat(client.received()).containsExactly("RECOVERED");
    }

    /** The first node has given the session away, and still has it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void secondNode_mayDie_whileTheFirstHandsOver(int steps) {
        start();
        Returner client = new Returner(a);
        client.lose();
        emit(c, "1");
        run();
        client.request(b, client.auth());
        steps(steps);
        client.client.drop();
        kill("b");
        client.request(c, client.auth());
        run(2);
        assertThat(client.received()).containsExactly("RECOVERED", "1");
    }

    /** Its record is there already, and so is its session. */
    @Test
    void nodeThatKnowsNobodyYet_waits() {
        start(a, "a");
        start(b, "b");
        Returner client = new Returner(a);
        client.lose();
        emit(b, "1");
        run();
        c.startIn(cluster, "c", options -> more(on(options)));
        client.request(c, client.auth());
        runTasks();
        c.ticker.advanceMillis(100);
        runTasks();
        assertThat(client.received()).isEmpty();
        run(1);
        assertThat(client.received()).containsExactly("RECOVERED", "1");
    }

    /** One after the other is renewed, faster than a client comes back. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allNodes_mayBeRenewed_whileAClientIsAway(boolean isEmittedAfterwards) {
        start();
        Returner client = new Returner(a);
        socket("a").join("r");
        run();
        new Returner(b);
        emit(a, "0");
        emit(b, "1");
        run();
        assertThat(client.received()).containsExactly("0", "1");
        client.lose();
        emit(a, "r", "2");
        emit(b, "r", "3");
        emit(b, "another", "not for it");
        emit(c, client.sid, "4");
        run();
        stop("a");
        if (isEmittedAfterwards) {
            emit(b, "5");
            emit(b, "r", "6");
            run();
        }
        TestServer newA = restart("a");
        stop("b");
        TestServer newB = restart("b");
        emit(newA, "r", "7");
        run();
        stop("c");
        List<String> got = client.comeBackTo(newB);
        assertThat(got).startsWith("RECOVERED");
        List<String> late = isEmittedAfterwards ? List.of("5", "6") : List.of();
        assertThat(got.subList(1, got.size()))
                .containsSubsequence(
                        Stream.concat(Stream.of("3"), late.stream()).toList())
                .containsOnlyOnce("2", "3", "4", "7")
                .hasSize(4 + late.size());
        emit(newA, "8");
        run();
        assertThat(client.received()).containsExactly("8");
    }

    @Test
    void whatANodeHadEmittedThatHasEnded_isNotForClientsThatHaveComeLater() {
        start();
        new Returner(a);
        emit(b, "1");
        run();
        stop("a");
        TestServer newA = restart("a");
        stop("b");
        Returner client = new Returner(newA);
        run();
        kill("a");
        assertThat(client.comeBackTo(c)).containsExactly("RECOVERED");
    }

    /** More than is kept, of what a client had nothing to do with. */
    private void emitMuchElsewhere() {
        emitMuchTo(a);
    }

    private void emitMuchTo(TestServer node) {
        node.connect().send("0/busy,");
        for (int i = 0; i < 100; i++) {
            b.server.of("/busy").emit("e", "x".repeat(100));
            run();
        }
    }

    private void startWithLittleMemory() {
        maxBytes = 16_384;
        nodes.values().forEach(node -> node.declare("/busy"));
        start();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void muchThatWasEmittedElsewhereBefore_isNotMissed(boolean hasEndedSince) {
        startWithLittleMemory();
        emitMuchElsewhere();
        if (hasEndedSince) {
            stop("b");
        }
        Returner client = new Returner(a);
        emit(c, "1");
        run();
        client.client.received(); // and it gets lost
        kill("a");
        assertThat(client.comeBackTo(c)).containsExactly("RECOVERED", "1");
    }

    /** Nothing has come to its node that would say what was emitted before. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void muchThatWasEmittedToOthers_isNotMissed(boolean hasEndedSince) {
        startWithLittleMemory();
        Returner client = new Returner(a);
        emitMuchTo(c);
        if (hasEndedSince) {
            stop("b");
        }
        emit(c, "1");
        run();
        client.client.received(); // and it gets lost
        kill("a");
        assertThat(client.comeBackTo(c)).containsExactly("RECOVERED", "1");
    }

    @Test
    void muchThatANodeHadEmittedThatHadEndedBefore_isNotMissed_byClientsOfANewNode() {
        startWithLittleMemory();
        emitMuchElsewhere();
        stop("b");
        kill("a");
        Returner client = new Returner(restart("a"));
        kill("a");
        assertThat(client.comeBackTo(c)).containsExactly("RECOVERED");
    }

    @Test
    void clientThatLacksWhatIsNotKeptAnyMore_isANewSocketAtOnce() {
        startWithLittleMemory();
        Returner client = new Returner(a);
        client.lose();
        for (int i = 0; i < 300; i++) {
            emit(b, "x".repeat(100));
            run();
        }
        kill("a");
        assertThat(client.comeBackTo(c)).containsExactly("CONNECT");
    }

    /** It would get what it has, from where it was on its first node. */
    @Test
    void recordOfANodeBefore_isNotForAClientThatHasBeenElsewhereSince() {
        start();
        Returner client = new Returner(a);
        byte[] left = records.take("/chat " + client.pid, Duration.ofMinutes(1))
                .toCompletableFuture()
                .join()
                .orElseThrow();
        client.lose();
        emit(c, "1");
        run();
        assertThat(client.comeBackTo(b)).containsExactly("RECOVERED", "1");
        kill("b");
        kill("a");
        records.put("/chat " + client.pid, () -> Optional.of(left), Duration.ofMinutes(1));
        assertThat(client.comeBackTo(c)).containsExactly("CONNECT");
    }

    /** The official client goes on saying what it had got. */
    @Test
    void clientThatHadToBeginAnew_mayLoseItsNodeAtOnce() {
        start();
        Returner client = new Returner(a);
        emit(a, "1");
        run();
        client.received();
        String known = client.offset;
        kill("a");
        records.remove("/chat " + client.pid);
        assertThat(client.comeBackTo(b)).containsExactly("CONNECT");
        client.offset = known;
        client.lose();
        kill("b");
        emit(c, "2");
        run();
        assertThat(client.comeBackTo(c)).containsExactly("RECOVERED", "2");
    }

    @Test
    void nodeThatWouldKeepWhatAnotherHasEmitted_mayBeGone() {
        start();
        Returner client = new Returner(c);
        client.lose();
        emit(c, "1");
        run();
        cluster.silence("a"); // it is dead, and nobody has noticed yet
        nodes.remove("a");
        Thread end = new Thread(c.server::stop);
        end.start();
        while (end.getState() != Thread.State.TIMED_WAITING && end.isAlive()) {
            Thread.onSpinWait();
        }
        cluster.kill("a");
        waitFor(() -> join(end));
        c.peers.close();
        nodes.remove("c");
        run();
        assertThat(client.comeBackTo(b)).containsExactly("RECOVERED", "1");
    }

    /** Payara ends both at the same time. */
    @Test
    void endOfTheCluster_waitsForThatOfTheApplication() {
        start();
        Returner client = new Returner(a);
        client.lose();
        cluster.silence("a"); // it waits for the others
        Thread end = new Thread(a.server::stop);
        end.start();
        while (!a.server.core().recovery().isLeaving()) {
            Thread.onSpinWait();
        }
        Thread other = new Thread(a.server::clusterEnds);
        other.start();
        awaitState(other, Thread.State.TIMED_WAITING);
        cluster.wake("a");
        waitFor(() -> join(end));
        waitFor(() -> join(other));
        assertThat(records.closed()).isEqualTo(1);
    }

    private static void awaitState(Thread thread, Thread.State state) {
        while (thread.getState() != state) {
            assertThat(thread.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Payara ends Hazelcast first. */
    @Test
    void nodeWhoseClusterEnds_sendsItsClientsAway_andGoesOnAloneIfItDoesNotEndItself() {
        start();
        Returner client = new Returner(a);
        emit(a, "0");
        run();
        client.received();
        emit(a, "1");
        run();
        client.client.received(); // and it gets lost
        waitFor(a.server::clusterEnds);
        run();
        assertThat(client.client.isClosed()).isTrue();
        assertThat(a.server.engine().isFull()).isTrue();
        kill("a");
        assertThat(client.comeBackTo(b)).containsExactly("RECOVERED", "1");

        a.ticker.advance(Duration.ofSeconds(30));
        assertThat(a.server.engine().isFull()).isFalse();
    }

    @Test
    void oldNode_thatDiesWhileItHandsOver_leavesTheRecord() {
        start();
        Returner client = new Returner(a);
        client.lose();
        emit(c, "1");
        run();
        client.request(b, client.auth());
        steps(3);
        kill("a");
        assertThat(client.received()).containsExactly("RECOVERED", "1");
    }

    @Test
    void record_isTakenByOneOnly_andByItsPrincipal() {
        a.principal = Optional.of(named("jane"));
        b.principal = Optional.of(named("joe"));
        c.principal = a.principal;
        start();
        Returner client = new Returner(a);
        String auth = client.auth();
        kill("a");
        Returner thief = new Returner(b);
        assertThat(thief.connect(b, auth)).containsExactly("CONNECT");
        assertThat(client.comeBackTo(c)).containsExactly("RECOVERED");
        client.lose();
        kill("c");
        assertThat(thief.connect(b, auth)).containsExactly("CONNECT");
    }

    private static Principal named(String name) {
        return () -> name;
    }

    @Test
    void session_thatHasEnded_hasNoRecord() {
        start();
        Returner client = new Returner(a);
        assertThat(records.size()).isEqualTo(1);
        client.client.post("1/chat,");
        run();
        assertThat(records.size()).isZero();
        Returner other = new Returner(a);
        socket("a").disconnect(false);
        run();
        assertThat(records.size()).isZero();
        Returner third = new Returner(a);
        third.lose();
        assertThat(records.size()).isEqualTo(1);
        a.ticker.advanceMillis(130_000);
        run();
        assertThat(records.size()).isZero();
        kill("a");
        assertThat(client.comeBackTo(b)).containsExactly("CONNECT");
        assertThat(other.comeBackTo(b)).containsExactly("CONNECT");
        assertThat(third.comeBackTo(b)).containsExactly("CONNECT");
    }

    @Test
    void record_goesWithTime() {
        start();
        Returner client = new Returner(a);
        kill("a");
        time.advanceMillis(146_000);
        assertThat(client.comeBackTo(b)).containsExactly("CONNECT");
    }

    /** Else a change of the old socket's data would take the new one's place. */
    @Test
    void oldSocket_changesNothing_whenItsClientIsSomewhereElse() {
        start();
        Returner client = new Returner(a);
        var before = socket("a");
        client.lose();
        assertThat(client.comeBackTo(b)).containsExactly("RECOVERED");
        socket("b").data().put("k", "new");
        before.data().put("k", "old");
        before.expireAt(a.ticker.now().plusSeconds(1));
        run();
        kill("b");
        assertThat(client.comeBackTo(c)).containsExactly("RECOVERED");
        assertThat(socket("c").data()).isEqualTo(Map.of("k", "new"));
    }

    @Test
    void offset_thatNoNodeHasWritten_isRefused() {
        start();
        Returner client = new Returner(a);
        kill("a");
        client.offset = "~1.x.y~";
        assertThat(client.comeBackTo(b)).containsExactly("CONNECT");
    }

    /** A session that polls may outlive the end of its server for a moment, until its poll comes. */
    @Test
    void whatANodeHadEmittedThatHasEnded_isThere_forClientsThatItHasNotMissed() {
        start();
        Returner client = new Returner(a);
        emit(a, "0");
        run();
        client.received();
        emit(a, "1");
        run();
        client.client.received(); // and it gets lost
        ((ServerNamespace) a.server.of("/chat")).leaveBehind(new Keepers(a.peers));
        run();
        kill("a");
        assertThat(client.comeBackTo(b)).containsExactly("RECOVERED", "1");
    }

    @Test
    void anotherNode_mayGoMeanwhile() {
        start();
        Returner client = new Returner(a);
        kill("a");
        emit(b, "1");
        run();
        client.request(b, client.auth());
        steps(2);
        kill("c");
        assertThat(client.received()).containsExactly("RECOVERED", "1");
    }

    /** All that may be under way is, when the node dies. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whatLivingNodesEmit_comesOnce_andInTheirOrder(int seed) {
        Random random = new Random(seed);
        start();
        Returner client = new Returner(a);
        socket("a").join("r");
        if (random.nextBoolean()) {
            new Returner(b);
        }
        run();
        List<String> got = new ArrayList<>();
        int[] sent = new int[2];
        int dies = 20 + random.nextInt(40);
        int asks = dies + random.nextInt(20);
        for (int i = 0; i < 120; i++) {
            int node = random.nextInt(2);
            String value = "bc".charAt(node) + "" + sent[node]++;
            TestServer sender = node == 0 ? b : c;
            switch (random.nextInt(3)) {
                case 0 -> emit(sender, value);
                case 1 -> emit(sender, "r", value);
                default -> emit(sender, client.sid, value);
            }
            steps(random.nextInt(4));
            if (i == dies) {
                got.addAll(client.received());
                if (random.nextBoolean()) {
                    client.client.received(); // what comes now gets lost
                }
                cluster.kill("a");
                nodes.remove("a");
            }
            if (i == asks) {
                client.request(b, client.auth());
            }
        }
        run();
        List<String> after = client.received();
        assertThat(after.remove(0)).isEqualTo("RECOVERED");
        got.addAll(after);
        for (int node = 0; node < 2; node++) {
            String prefix = "" + "bc".charAt(node);
            assertThat(got.stream().filter(value -> value.startsWith(prefix)))
                    .as(prefix)
                    .containsExactlyElementsOf(IntStream.range(0, sent[node])
                            .mapToObj(n -> prefix + n)
                            .toList());
        }
    }
}
