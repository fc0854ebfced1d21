package org.enfilade.internal.reach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.enfilade.internal.packet.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What commands and questions have in common. */
class WordsTest {
    private static final Payload EVENT = Payload.ofNode("[\"x\",1]", List.of(new byte[] {1, 2}));
    private static final Command.ServerSideEmit SERVER_SIDE = new Command.ServerSideEmit("/", EVENT);
    private static final Command.Emit EMIT =
            new Command.Emit(Scope.namespace("/"), Audience.EVERYBODY.onlyLocal(), EVENT, false);

    static List<List<? extends Coded>> types() {
        return List.of(List.of(Command.Type.values()), List.of(Question.Type.values()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void numbers_ofTypes_differ(List<? extends Coded> types) {
        assertThat(types.stream().map(Coded::code)).doesNotHaveDuplicates().allMatch(code -> code > 0 && code < 256);
    }

    @Test
    void eachType_isOfOneClass() {
        assertThat(Command.Type.values()).hasSameSizeAs(Command.class.getPermittedSubclasses());
        assertThat(Question.Type.values()).hasSameSizeAs(Question.class.getPermittedSubclasses());
    }

    private static <A> A there(Question<A> question, A answer) throws BusFormatException {
        BusWriter out = new BusWriter();
        question.writeAnswer(answer, out);
        BusReader in = new BusReader(out.toBytes());
        A read = question.readAnswer(in);
        in.end();
        return read;
    }

    private static <A> void answerComesAsItWent(Question<A> question, A answer) throws BusFormatException {
        assertThat(there(question, answer)).usingRecursiveComparison().isEqualTo(answer);
    }

    @Test
    void answers_comeAsTheyWent() throws Exception {
        answerComesAsItWent(
                new Question.EmitWithAck(EMIT, Duration.ofSeconds(1)),
                new Acks(List.of(EVENT, Payload.ofNode("[]", List.of())), List.of("id")));
        answerComesAsItWent(new Question.FetchSockets(EMIT.scope(), EMIT.audience()), EVENT);
        answerComesAsItWent(new Question.ServerSideEmitWithAck(SERVER_SIDE, Duration.ofSeconds(1)), Optional.of(EVENT));
        answerComesAsItWent(new Question.ServerSideEmitWithAck(SERVER_SIDE, Duration.ofSeconds(1)), Optional.empty());
        answerComesAsItWent(new Question.GiveAway("/", "pid", Optional.empty(), 0, "CCCCCCCC"), Optional.empty());
        var missed =
                new Missed(List.of(new Missed.Event(new Origin("n", 7), EVENT), new Missed.Event(Origin.NONE, EVENT)));
        answerComesAsItWent(new Question.HandOver("n", "/", "pid", ""), Optional.of(missed));
        answerComesAsItWent(new Question.HandOver("n", "/", "pid", ""), Optional.empty());
        answerComesAsItWent(new Question.Sent(), true);
    }

    /** The time that the other has to gather is no time for the way. */
    @Test
    void patience_forAcknowledgements_isLongerThanTheirTime() {
        Duration second = Duration.ofSeconds(1);
        assertThat(new Question.EmitWithAck(EMIT, second).patience()).isGreaterThan(second);
    }
}
