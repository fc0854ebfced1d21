package org.enfilade.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Bequest;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.enfilade.internal.reach.BusWriter;
import org.enfilade.internal.reach.Emission;
import org.enfilade.internal.reach.Missed;
import org.enfilade.internal.reach.Origin;
import org.enfilade.internal.reach.Scope;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.Test;

class OwnEmissionsTest {
    private static final String OWN = "ownownow";
    private static final String OLD = "oldoldol";
    private static final Scope CHAT = Scope.namespace("/chat");
    private static final Audience ROOM = Audience.EVERYBODY.to("room");

    private final FakeTicker ticker = new FakeTicker();
    private final OwnEmissions own = new OwnEmissions(OWN, 100_000, Duration.ofMinutes(3), ticker);
    /** What a namespace of the old node has got. */
    private Progress progress = Progress.NONE;

    private final Stays stays = new Stays("id");

    private static Payload event(String value) {
        return Payload.ofNode("[\"e\",\"" + value + "\"]", List.of());
    }

    private OwnEmissions.One emit(Scope scope, Audience audience, String value, String... receivers) {
        OwnEmissions.One one = own.begin(scope, audience, event(value));
        one.sentTo(Set.of(receivers));
        one.end();
        return one;
    }

    /** One that the old node gets. */
    private void emitTo(String value) {
        arrives(emit(CHAT, ROOM, value, "old").emission());
    }

    private void arrives(Emission emission) {
        progress = progress.with(emission, ticker.nanos(), Long.MAX_VALUE);
    }

    private Mark now() {
        return new Mark(1, progress);
    }

    private void join() {
        stays.admitted(List.of("room"), now());
    }

    private Optional<List<String>> lacking(Mark mark) {
        Standing standing = new Standing("old", OLD, mark, stays);
        return own.lacking(new OwnEmissions.Query("/chat", "^/c", copied(standing)), 100, 10_000)
                .map(events -> events.stream()
                        .map(Missed.Event::content)
                        .map(Payload::text)
                        .map(text -> text.substring(6, text.length() - 2))
                        .toList());
    }

    /** As it travels. */
    private static Standing copied(Standing standing) {
        BusWriter out = new BusWriter();
        standing.write(out);
        try {
            BusReader in = new BusReader(out.toBytes());
            Standing copy = Standing.read(in);
            in.end();
            return copy;
        } catch (BusFormatException e) {
            throw new AssertionError(e);
        }
    }

    private void arrives() {
        own.arrives("old", OLD);
    }

    @Test
    void clientLacks_whatItsNodeWasSent_orWouldHaveBeen() {
        arrives();
        emitTo("before it was there");
        join();
        emitTo("got");
        Mark mark = now();
        emit(CHAT, ROOM, "1", "old", "other");
        emit(CHAT, Audience.EVERYBODY, "2", "old");
        emit(CHAT, Audience.EVERYBODY.to("id"), "3", "old");
        emit(Scope.parent("^/c"), Audience.EVERYBODY, "4", "old");
        emit(CHAT, ROOM, "that node was known to have nobody", "other");
        emit(Scope.namespace("/other"), ROOM, "elsewhere", "old");
        emit(Scope.parent("^/o"), Audience.EVERYBODY, "elsewhere", "old");
        emit(CHAT, Audience.EVERYBODY.except("room"), "not for it", "old");
        own.departs("old", OLD);
        emit(CHAT, ROOM, "5");
        emit(CHAT, Audience.EVERYBODY.to("another"), "not for it");

        assertThat(lacking(mark)).contains(List.of("1", "2", "3", "4", "5"));
    }

    @Test
    void roomsAreThoseOfThen() {
        arrives();
        stays.admitted(List.of(), now());
        emitTo("before");
        stays.joined("room", now());
        emitTo("in it");
        stays.left("room", now());
        emitTo("after");
        own.departs("old", OLD);
        assertThat(lacking(new Mark(0, Progress.NONE))).contains(List.of("in it"));
    }

    /** Two threads may emit at the same time, and the second one may be first. */
    @Test
    void whatCameAheadOfAnother_isKnown() {
        arrives();
        join();
        OwnEmissions.One slow = own.begin(CHAT, ROOM, event("slow"));
        OwnEmissions.One fast = own.begin(CHAT, ROOM, event("fast"));
        assertThat(slow.emission().settled()).isEqualTo(slow.emission().origin().number());
        assertThat(fast.emission().settled()).isEqualTo(slow.emission().origin().number() - 1);
        fast.sentTo(Set.of("old"));
        fast.end();
        arrives(fast.emission());
        Mark mark = now();
        slow.sentTo(Set.of("old"));
        slow.end();
        OwnEmissions.One next = emit(CHAT, ROOM, "next", "old");
        assertThat(next.emission().settled()).isEqualTo(next.emission().origin().number());

        assertThat(lacking(mark)).contains(List.of("slow", "next"));
        arrives(slow.emission());
        assertThat(lacking(now())).contains(List.of("next"));
        arrives(next.emission());
        assertThat(lacking(now())).contains(List.of());
    }

    @Test
    void emissionThatIsNotSentYet_counts() {
        arrives();
        join();
        own.departs("old", OLD);
        OwnEmissions.One open = own.begin(CHAT, ROOM, event("under way"));
        assertThat(lacking(now())).contains(List.of("under way"));
        open.end();
        assertThat(lacking(now())).contains(List.of("under way"));
    }

    /** Its rooms are forgotten by the time when the receivers are looked up. */
    @Test
    void emissionThatIsUnderWay_whenTheNodeGoes_counts() {
        arrives();
        join();
        OwnEmissions.One open = own.begin(CHAT, ROOM, event("under way"));
        emit(CHAT, ROOM, "sent", "old");
        own.departs("old", OLD);
        open.sentTo(Set.of());
        open.end();
        assertThat(lacking(now())).contains(List.of("under way", "sent"));
    }

    @Test
    void nodeThatHasNotBeenMissedYet_isSentAllThatItIsToGet() {
        arrives();
        join();
        emit(CHAT, ROOM, "1", "old");
        emit(CHAT, ROOM, "not sent there", "other");
        assertThat(lacking(now())).contains(List.of("1"));
    }

    @Test
    void nodeOfTheSameName_isAnotherOne() {
        own.arrives("old", "earliere");
        join();
        emit(CHAT, ROOM, "to the earlier one", "old");
        own.departs("old", "earliere");
        emit(CHAT, ROOM, "to nobody");
        arrives();
        emit(CHAT, ROOM, "1", "old");
        own.departs("old", OLD);
        assertThat(lacking(now())).contains(List.of("to nobody", "1").subList(1, 2));
    }

    @Test
    void nodeThatWasAwayForAWhile_isTheSame() {
        arrives();
        join();
        emit(CHAT, ROOM, "1", "old");
        own.departs("old", OLD);
        emit(CHAT, ROOM, "while it was away", "other");
        arrives();
        emit(CHAT, ROOM, "2", "old");
        own.departs("old", OLD);
        emit(CHAT, ROOM, "3", "other");
        assertThat(lacking(now())).contains(List.of("1", "2", "3"));
    }

    @Test
    void whatWasDroppedTooEarly_isMissed_andWhatWasTooOldIsNot() {
        arrives();
        join();
        emitTo("got");
        Mark mark = now();
        ticker.advance(Duration.ofMinutes(4));
        own.sweep();
        assertThat(lacking(mark)).contains(List.of());
        assertThat(lacking(new Mark(0, Progress.NONE))).contains(List.of());
        for (int i = 0; i < 200; i++) {
            emit(CHAT, Audience.EVERYBODY.to("another"), "x".repeat(1_000), "old");
        }
        assertThat(lacking(mark)).isEmpty();
        ticker.advance(Duration.ofMinutes(4));
        assertThat(lacking(mark)).isPresent();
    }

    @Test
    void moreThanAnOutboxHolds_isTooMuch() {
        arrives();
        join();
        for (int i = 0; i < 101; i++) {
            assertThat(lacking(now())).isPresent();
            emit(CHAT, ROOM, "x", "old");
        }
        assertThat(lacking(now())).isEmpty();
    }

    @Test
    void standing_thatSaysNoProgress_cannotBeRead() {
        for (int i = 0; i <= Progress.MAX_AHEAD; i++) {
            arrives(new Emission(new Origin("a", 10 + i), 1));
        }
        BusWriter out = new BusWriter();
        new Standing("old", OLD, now(), stays).write(out);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Standing.read(new BusReader(out.toBytes()))))
                .isInstanceOf(BusFormatException.class);
    }

    @Test
    void progress_ofTooManyNodes_saysNothing_untilTheyAreForgotten() {
        for (int i = 0; i <= Progress.MAX_NODES; i++) {
            assertThat(progress.isCertain()).isTrue();
            progress = progress.with(new Emission(new Origin("n" + i, 5), 5), i, 1_000);
        }
        assertThat(progress.isCertain()).isFalse();
        for (int i = 0; i < 1_000; i++) {
            progress = progress.with(new Emission(new Origin("m" + i, 5), 5), 1_000, 1_000);
        }
        progress = progress.with(new Emission(new Origin("last", 5), 5), 5_000, 1_000);
        assertThat(progress.isCertain()).isTrue();
        assertThat(progress).hasToString("[last~5]");
    }

    // --- what is left to another node

    private OwnEmissions heir(long maxBytes, String... others) {
        OwnEmissions heir = OwnEmissions.inherited(OWN, 100_000, Duration.ofMinutes(3), ticker);
        own.bequest(maxBytes).parts().forEach(part -> heir.inherit(part, Set.of(others)));
        return heir;
    }

    private Optional<List<String>> lackingOf(OwnEmissions emissions, String tag) {
        Standing standing = new Standing("old", tag, now(), stays);
        return emissions
                .lacking(new OwnEmissions.Query("/chat", "^/c", standing), 100, 10_000)
                .map(events -> events.stream()
                        .map(event -> event.content().text().substring(6, 7))
                        .toList());
    }

    @Test
    void heir_saysTheSame_andIsAskedByAnHeirOfItsOwn() {
        arrives();
        join();
        emitTo("1");
        emit(CHAT, ROOM, "2", "old");
        emit(CHAT, ROOM, "3", "another");
        own.departs("old", OLD);
        emit(CHAT, ROOM, "4", "another");
        OwnEmissions heir = heir(10_000);
        OwnEmissions next = OwnEmissions.inherited(OWN, 100_000, Duration.ofMinutes(3), ticker);
        next.inherit(heir.bequest(10_000), Set.of());

        assertThat(lackingOf(own, OLD)).hasValue(List.of("2", "4"));
        assertThat(lackingOf(heir, OLD)).hasValue(List.of("2", "4"));
        assertThat(lackingOf(next, OLD)).hasValue(List.of("2", "4"));
    }

    @Test
    void heir_hasNothingForNodesThatHaveComeLater_andCannotTellOfThoseThatItDoesNotKnow() {
        arrives();
        join();
        emit(CHAT, ROOM, "1", "old");
        OwnEmissions heir = heir(10_000, "laterlat");
        heir.isTooOldFor("evenlate");

        assertThat(lackingOf(heir, OLD)).hasValue(List.of("1"));
        assertThat(lackingOf(heir, "laterlat")).hasValue(List.of());
        assertThat(lackingOf(heir, "evenlate")).hasValue(List.of());
        assertThat(lackingOf(heir, "whoisitx")).isEmpty();
    }

    /** A client that would need more begins anew. */
    @Test
    void heir_getsTheLatest_andSaysWhatItLacks() {
        arrives();
        join();
        for (int i = 1; i <= 5; i++) {
            emit(CHAT, ROOM, "" + i, "old");
        }
        assertThat(lackingOf(heir(10_000), OLD)).hasValue(List.of("1", "2", "3", "4", "5"));
        OwnEmissions heir = heir(25);
        assertThat(lackingOf(heir, OLD)).isEmpty();
        ticker.advance(Duration.ofMinutes(4));
        assertThat(lackingOf(heir, OLD)).isPresent();
    }

    @Test
    void bequest_isSentInParts() {
        arrives();
        join();
        String text = "x".repeat(5_000);
        for (int i = 1; i <= 15; i++) {
            emit(CHAT, ROOM, text, "old");
        }
        List<Bequest> parts = own.bequest(1_000_000).parts();
        assertThat(parts).hasSize(2);
        assertThat(parts.stream().flatMap(part -> part.emissions().stream()))
                .extracting(Bequest.Left::number)
                .isSorted()
                .hasSize(15);
    }
}
