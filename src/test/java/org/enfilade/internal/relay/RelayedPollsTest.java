package org.enfilade.internal.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.Dialects;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.FakePoll;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Posting;
import org.junit.jupiter.api.Test;

/** Polls and POSTs that reach another node than their session's. */
class RelayedPollsTest extends ClusterOfRelays {
    private final String sid = home.open();

    // --- GET

    @Test
    void poll_isAnsweredByTheSession() {
        FakePoll poll = one.poll(sid);
        settle();
        assertThat(poll.payload()).isNull();

        home.session.send(Message.of("2[\"a\"]", List.of()));
        home.session.send(Message.of("51-[\"b\"]", List.of(new byte[] {1, 2})));
        settle();

        assertThat(poll.payload()).isEqualTo("42[\"a\"]");
        assertThat(poll.compress()).isTrue();
        assertThat(two.poll(sid)).satisfies(next -> {
            settle();
            assertThat(next.payload()).isEqualTo("451-[\"b\"]|bAQI=");
        });
        assertIdle();
    }

    @Test
    void answerThatIsNotWorthCompressing_saysSo() {
        FakePoll poll = one.poll(sid);
        settle();
        home.session.send(Message.of("2[\"a\"]", List.of()).compress(false));
        settle();
        assertThat(poll.compress()).isFalse();
    }

    @Test
    void whatWaits_answersAtOnce() {
        home.session.send(Message.of("2[\"a\"]", List.of()));
        FakePoll poll = one.poll(sid);
        settle();
        assertThat(poll.payload()).isEqualTo("42[\"a\"]");
    }

    @Test
    void binaryAnswer_ofTheOlderRevision() {
        String older = home.open(Dialects.of(3, false));
        home.session.send(Message.of("51-[\"b\"]", List.of(new byte[] {1, 2})));
        FakePoll poll = one.poll(older, Dialects.of(3, false), new FakePoll());
        settle();
        assertThat(poll.payload()).startsWith("#").endsWith("040102");
    }

    @Test
    void largeAnswer_comesInParts_andWhole() {
        String large = "x".repeat(3_000_000);
        FakePoll poll = one.poll(sid);
        settle();
        home.session.send(Message.of(large, List.of()));
        cluster.deliverAll();
        assertThat(poll.payload()).isNull(); // not on a thread of the grid
        settle();
        assertThat(poll.payload()).isEqualTo("4" + large);
        assertThat(cluster.sent("home", "one")).isGreaterThan(40);
        assertIdle();
    }

    @Test
    void answerThatIsNotTakenByTheClient_holdsBackTheNext() {
        FakePoll slow = one.poll(sid, FakePoll.slow());
        settle();
        home.session.send(Message.of("a", List.of()));
        settle();
        FakePoll next = two.poll(sid);
        home.session.send(Message.of("b", List.of()));
        settle();
        assertThat(next.payload()).isNull();

        slow.release();
        settle();
        assertThat(next.payload()).isEqualTo("4b");
    }

    @Test
    void answerThatCannotBeWritten_endsTheSession() {
        FakePoll slow = one.poll(sid, FakePoll.slow());
        settle();
        home.session.send(Message.of("a", List.of()));
        settle();
        slow.fail();
        settle();
        assertThat(home.heard).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void clientThatGivesUp_losesItsSession() {
        FakePoll poll = one.poll(sid);
        settle();
        poll.abandon();
        settle();
        assertThat(home.heard).containsExactly("TRANSPORT_ERROR");
        assertThat(home.engine.session(sid)).isNull();
        assertIdle();
    }

    @Test
    void overlappingPolls_ofTwoNodes_endTheSession() {
        FakePoll first = one.poll(sid);
        settle();
        FakePoll second = two.poll(sid);
        settle();
        assertThat(second.error()).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(first.payload()).isEqualTo("1");
        assertThat(home.heard).containsExactly("TRANSPORT_ERROR");
        assertIdle();
    }

    @Test
    void sessionThatCloses_answersWithIt() {
        FakePoll poll = one.poll(sid);
        settle();
        home.session.close();
        settle();
        assertThat(poll.payload()).isEqualTo("1");
        assertIdle();
    }

    @Test
    void silentClient_isGivenUp() {
        FakePoll poll = one.poll(sid);
        settle();
        home.ticker.advance(Duration.ofSeconds(25));
        settle();
        assertThat(poll.payload()).isEqualTo("2");
        FakePoll next = two.poll(sid);
        settle();
        home.ticker.advance(Duration.ofSeconds(20));
        settle();
        assertThat(home.heard).containsExactly("PING_TIMEOUT");
        assertThat(next.payload()).isEqualTo("1");
    }

    @Test
    void unknownSession_ofALivingNode_isRefused_andTold() {
        String gone = sid.replaceAll("^.{4}", "AAAA");
        assertThat(one.relay.reaches(gone)).isTrue();
        FakePoll poll = one.poll(gone);
        settle();
        assertThat(poll.error()).isEqualTo(EngineError.UNKNOWN_SID);
        assertThat(one.refused).containsExactly(EngineError.UNKNOWN_SID);
        assertIdle();
    }

    @Test
    void anotherRevision_isRefused() {
        FakePoll poll = one.poll(sid, Dialects.of(3, false), new FakePoll());
        settle();
        assertThat(poll.error()).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(home.heard).isEmpty();
    }

    @Test
    void whatIsNoIdOfAnotherNode_isNotReached() {
        assertThat(one.relay.reaches(sid)).isTrue();
        assertThat(home.relay.reaches(sid)).isFalse();
        assertThat(one.relay.reaches(sid + "x")).isFalse();
        assertThat(one.relay.reaches(sid.replaceAll(".$", " "))).isFalse();
        assertThat(one.relay.reaches("A".repeat(22) + "BBBBBBBB")).isFalse();
        assertThat(one.relay.reaches("")).isFalse();
    }

    @Test
    void nodeThatDoesNotForward_isNotReached() {
        RelayNode off = node("off", false);
        settle();
        assertThat(one.relay.reaches(off.open())).isFalse();
        assertThat(off.relay.reaches(sid)).isTrue(); // its own gateway does not ask
    }

    // --- the end of nodes

    @Test
    void deathOfTheSessionsNode_refusesItsPolls() {
        FakePoll poll = one.poll(sid);
        settle();
        cluster.kill("home");
        settle();
        assertThat(poll.error()).isEqualTo(EngineError.UNKNOWN_SID);
        assertThat(one.relay.reaches(sid)).isFalse();
        assertThat(one.relay.forwarded()).isZero();
    }

    @Test
    void deathOfTheClientsNode_losesTheSession() {
        one.poll(sid);
        settle();
        cluster.kill("one");
        settle();
        assertThat(home.heard).containsExactly("TRANSPORT_ERROR");
        assertThat(home.relay.served()).isZero();
    }

    @Test
    void deathOfTheClientsNode_whileItWrites_losesTheSession() {
        one.poll(sid, FakePoll.slow());
        settle();
        home.session.send(Message.of("a", List.of()));
        settle();
        cluster.kill("one");
        settle();
        assertThat(home.heard).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void pollOnItsWay_whenTheSessionsNodeDies_isRefused() {
        FakePoll poll = one.poll(sid);
        cluster.kill("home");
        settle();
        assertThat(poll.error()).isEqualTo(EngineError.UNKNOWN_SID);
    }

    @Test
    void pollThatCannotBeSent_isRefused() {
        cluster.failSends("one", true);
        FakePoll poll = one.poll(sid);
        one.run();
        assertThat(poll.error()).isEqualTo(EngineError.UNKNOWN_SID);
        cluster.failSends("one", false);
    }

    @Test
    void answerThatCannotBeSent_endsTheSession() {
        one.poll(sid);
        settle();
        cluster.failSends("home", true);
        home.session.send(Message.of("a", List.of()));
        assertThat(home.heard).containsExactly("TRANSPORT_ERROR");
        cluster.failSends("home", false);
        cluster.kill("home");
    }

    @Test
    void nodeThatEnds_refusesWhatItHasForwarded_andSaysSo() {
        FakePoll poll = one.poll(sid);
        settle();
        one.relay.endAll();
        settle();
        assertThat(poll.error()).isEqualTo(EngineError.UNKNOWN_SID);
        assertThat(home.heard).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void nodeThatLosesSightOfTheOther_forAWhile_endsWhatWasForwarded() {
        FakePoll poll = one.poll(sid);
        settle();
        cluster.partition(java.util.Set.of("home"), java.util.Set.of("one"));
        settle();
        cluster.heal();
        settle();
        assertThat(poll.error()).isEqualTo(EngineError.UNKNOWN_SID);
        assertThat(home.heard).containsExactly("TRANSPORT_ERROR");
        String next = home.open();
        FakePoll again = one.poll(next);
        settle();
        home.session.send(Message.of("a", List.of()));
        settle();
        assertThat(again.payload()).isEqualTo("4a");
    }

    // --- bounds

    @Test
    void tooManyForwarded_areRefused() {
        String rest = sid.substring(4);
        for (int i = 0; i < RelayNode.MOST; i++) {
            one.poll("AAA" + (char) ('a' + i) + rest);
        }
        FakePoll tooMany = one.poll(sid);
        assertThat(tooMany.error()).isEqualTo(EngineError.FORBIDDEN);
        assertThat(one.begin(sid)).isNull();
        settle();
        assertThat(one.poll(sid).error()).isNull();
    }

    // --- POST

    @Test
    void post_reachesTheSession_whichAnswersIt() {
        one.post(sid, "42[\"a\"]\u001ebAQI=\u001e42[\"b\"]", outcomes);
        settle();
        assertThat(home.heard).containsExactly("2[\"a\"]", "#0102", "2[\"b\"]");
        assertThat(outcomes).containsExactly("ok");
        assertIdle();
    }

    @Test
    void binaryPost_ofTheOlderRevision() {
        String older = home.open(Dialects.of(3, false));
        Posting post = one.relay.beginPost(older, Dialects.of(3, false), true, one.refused::add);
        post.deliver(new byte[] {0, 2, -1, '4', '0'}, error -> outcomes.add("" + error));
        settle();
        assertThat(outcomes).containsExactly("null");
        assertThat(home.heard).containsExactly("0");
    }

    @Test
    void binaryPost_ofARevisionWithoutThem_endsTheSession() {
        Posting post = one.relay.beginPost(sid, Dialects.REVISION_4, true, one.refused::add);
        settle();
        post.deliver(new byte[] {1}, error -> outcomes.add("" + error));
        settle();
        assertThat(outcomes).containsExactly("BAD_REQUEST");
        assertThat(home.heard).containsExactly("PROTOCOL_VIOLATION");
    }

    @Test
    void largePost_comesInParts_andWhole() {
        one.post(sid, "4" + "ä".repeat(400_000), outcomes);
        settle();
        assertThat(home.heard).containsExactly("ä".repeat(400_000));
        assertThat(outcomes).containsExactly("ok");
        assertIdle();
    }

    @Test
    void bodyThatIsNoPacket_isRefused_andEndsTheSession() {
        one.post(sid, "9", outcomes);
        settle();
        assertThat(home.heard).containsExactly("PROTOCOL_VIOLATION");
    }

    @Test
    void pong_needsNoThread() {
        home.ticker.advance(Duration.ofSeconds(25));
        home.rejects = true;
        one.post(sid, "3", outcomes);
        settle();
        assertThat(outcomes).containsExactly("ok");
        home.ticker.advance(Duration.ofSeconds(21));
        assertThat(home.heard).isEmpty();
    }

    @Test
    void bodyForWhichThereIsNoThread_isRefused_andEndsTheSession() {
        home.rejects = true;
        one.post(sid, "42[\"a\"]", outcomes);
        settle();
        assertThat(outcomes).containsExactly("BAD_REQUEST");
        assertThat(home.heard).containsExactly("PROTOCOL_VIOLATION");
    }

    @Test
    void overlappingPosts_ofTwoNodes_endTheSession() {
        Posting first = one.begin(sid);
        settle();
        two.post(sid, "42[\"b\"]", outcomes);
        settle();
        assertThat(outcomes).containsExactly("BAD_REQUEST");
        assertThat(home.heard).containsExactly("TRANSPORT_ERROR");
        assertThat(first.take(10)).isTrue(); // it does not know yet
        first.deliver("42[\"a\"]", error -> outcomes.add("" + error));
        settle();
        assertThat(outcomes).containsExactly("BAD_REQUEST", "BAD_REQUEST");
        assertIdle();
    }

    @Test
    void postsOneAfterTheOther_ofDifferentNodes() {
        for (int i = 0; i < 10; i++) {
            (i % 2 == 0 ? one : two).post(sid, "4" + i, outcomes);
            settle();
        }
        assertThat(home.heard).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(outcomes).hasSize(10).containsOnly("ok");
    }

    @Test
    void tooLargeBody_isAnswered_whenTheNextOneMayCome() {
        Posting post = one.begin(sid);
        post.tooLarge();
        post.end(() -> outcomes.add("413"));
        assertThat(outcomes).isEmpty();
        settle();
        assertThat(outcomes).containsExactly("413");
        two.post(sid, "42", outcomes);
        settle();
        assertThat(outcomes).containsExactly("413", "ok");
        assertIdle();
    }

    @Test
    void bodyThatIsLate_orMalformed_endsTheSession() {
        Posting late = one.begin(sid);
        late.tooLate();
        late.end(() -> outcomes.add("408"));
        settle();
        assertThat(home.heard).containsExactly("TRANSPORT_ERROR");
        String other = home.open();
        Posting malformed = one.begin(other);
        malformed.abort();
        malformed.end(() -> outcomes.add("400"));
        settle();
        assertThat(home.heard).containsExactly("TRANSPORT_ERROR", "PROTOCOL_VIOLATION");
        assertThat(outcomes).containsExactly("408", "400");
    }

    @Test
    void bodyWhoseClientGoes_givesItsPlaceBack() {
        Posting post = one.begin(sid);
        settle();
        post.end(() -> outcomes.add("gone"));
        assertThat(outcomes).containsExactly("gone");
        settle();
        two.post(sid, "42", outcomes);
        settle();
        assertThat(outcomes).containsExactly("gone", "ok");
    }

    @Test
    void bodyWhoseClientGoes_whileItIsOnItsWay_holdsNothingUp() {
        Posting post = one.begin(sid);
        post.deliver("42", error -> outcomes.add("" + error));
        post.end(() -> outcomes.add("gone"));
        assertThat(outcomes).containsExactly("gone");
        settle();
        assertThat(outcomes).containsExactly("gone");
        assertThat(home.heard).containsExactly("2");
        assertIdle();
    }

    @Test
    void postOfAnUnknownSession_isRefused() {
        one.post(sid.replaceAll("^.{4}", "AAAA"), "42", outcomes);
        settle();
        assertThat(outcomes).containsExactly("UNKNOWN_SID");
        assertThat(one.refused).containsExactly(EngineError.UNKNOWN_SID);
        assertIdle();
    }

    @Test
    void refusal_beforeTheBodyIsRead_endsTheReading() {
        Posting post = one.begin(sid.replaceAll("^.{4}", "AAAA"));
        settle();
        assertThat(post.take(10)).isFalse();
        post.end(() -> outcomes.add("refused"));
        assertThat(outcomes).containsExactly("refused");
    }

    @Test
    void deathOfTheSessionsNode_refusesItsPosts() {
        Posting reading = one.begin(sid);
        String other = home.open();
        Posting delivered = one.begin(other);
        delivered.deliver("42", error -> outcomes.add("" + error));
        cluster.kill("home");
        settle();
        assertThat(outcomes).containsExactly("UNKNOWN_SID");
        assertThat(reading.take(1)).isFalse();
        reading.end(() -> {});
    }

    @Test
    void deathOfTheClientsNode_givesThePlaceOfAPostBack() {
        one.begin(sid).take(10);
        settle();
        cluster.kill("one");
        settle();
        two.post(sid, "42", outcomes);
        settle();
        assertThat(outcomes).containsExactly("ok");
        assertThat(home.relay.served()).isZero();
    }

    @Test
    void bodyWithoutRoom_onTheSessionsNode_endsTheSession() {
        Account others = new Account(home.budget);
        others.take(49_000_000);
        one.post(sid, "4" + "x".repeat(800_000), outcomes);
        settle();
        assertThat(outcomes).containsExactly("BAD_REQUEST");
        assertThat(home.heard).containsExactly("PROTOCOL_VIOLATION");
        others.close();
        assertIdle();
    }

    @Test
    void bodyWithoutRoom_onTheClientsNode_endsTheSession() {
        Posting post = one.begin(sid);
        assertThat(post.take(1_000)).isTrue();
        assertThat(post.take(30_000_000)).isFalse();
        post.end(() -> outcomes.add("refused"));
        settle();
        assertThat(outcomes).containsExactly("refused");
        assertThat(home.heard).containsExactly("PROTOCOL_VIOLATION");
    }
}
