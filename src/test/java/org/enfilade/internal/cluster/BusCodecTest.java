package org.enfilade.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Bequest;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.Coded;
import org.enfilade.internal.reach.Command;
import org.enfilade.internal.reach.Emission;
import org.enfilade.internal.reach.Kept;
import org.enfilade.internal.reach.Missed;
import org.enfilade.internal.reach.Origin;
import org.enfilade.internal.reach.Question;
import org.enfilade.internal.reach.RoomQuery;
import org.enfilade.internal.reach.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BusCodecTest {
    private static final Audience SOME = new Audience(Set.of("red", "bläu"), Set.of(""), true);
    private static final Scope SHOPS = Scope.parent("^/shop-\\d+$");
    private static final Payload EVENT =
            Payload.ofNode("[\"x\",{\"_placeholder\":true,\"num\":0},\"\uD83D\uDE00\"]", List.of(new byte[] {0, -1}));

    private static final Command.Emit EMIT = new Command.Emit(
            SHOPS, SOME, EVENT.compress(false), true, new Emission(new Origin("abcdefgh", 70_000), 69_000));

    static List<BusMessage> messages() {
        Command.ServerSideEmit serverSide = new Command.ServerSideEmit("/chät", EVENT);
        return List.of(
                new BusMessage.Hello("abcdefgh", true, false, new Introduction("shop", List.of("org.example.Chat"))),
                new BusMessage.Goodbye(),
                new BusMessage.ListBegin("abcdefgh"),
                new BusMessage.ListEnd(),
                new BusMessage.Changes(
                        Long.MAX_VALUE >> 2, List.of(new Change("/chat", "", true), new Change("*/x", "room", false))),
                new BusMessage.Known(300),
                new BusMessage.Tell(EMIT),
                new BusMessage.Tell(EMIT.as(Emission.NONE)),
                new BusMessage.Tell(new Command.Keep(
                        "",
                        "abcdefgh",
                        List.of(new Kept("/chät", 7, SOME, new Missed.Event(new Origin("abcdefgh", 300), EVENT))))),
                new BusMessage.Tell(new Command.Join(Scope.namespace("/"), SOME, List.of("a", "b"))),
                new BusMessage.Tell(new Command.Leave(Scope.namespace("/"), SOME, List.of("a"))),
                new BusMessage.Tell(new Command.Disconnect(Scope.namespace("/"), Audience.EVERYBODY.onlyLocal(), true)),
                new BusMessage.Tell(serverSide),
                new BusMessage.Ask(7, new Question.EmitWithAck(EMIT, Duration.ofSeconds(20))),
                new BusMessage.Ask(8, new Question.FetchSockets(SHOPS, SOME)),
                new BusMessage.Ask(10, new Question.ServerSideEmitWithAck(serverSide, Duration.ofMillis(1))),
                new BusMessage.Ask(11, new Question.CountRooms("/chät", new RoomQuery("gäme:", "gäme:7", 100))),
                new BusMessage.Ask(
                        12, new Question.GiveAway("/chät", "pid", Optional.of("jü"), 3_000_000_000L, "CCCCCCCC")),
                new BusMessage.Ask(13, new Question.GiveAway("/", "pid", Optional.empty(), 0, "")),
                new BusMessage.Ask(14, new Question.HandOver("node", "/chät", "pid", "~1.AAAAAAAA")),
                new BusMessage.Ask(15, new Question.Sent()),
                new BusMessage.Answer(9, new byte[] {1, 2, 3}),
                new BusMessage.NoAnswer(9),
                new BusMessage.Carried(new byte[] {1, 2}),
                new BusMessage.Several(List.of(new byte[] {BusCodec.VERSION, 2}, new byte[] {3})),
                new BusMessage.Ask(8, new Question.Recall("/chät", "^/shop", new byte[] {1, 2})),
                new BusMessage.Tell(new Command.Bequeath("", bequest())),
                new BusMessage.Cast(true, new Command.Leave(Scope.namespace("/"), SOME, List.of("a"))));
    }

    private static Bequest bequest() {
        return new Bequest(
                "AAAAAAAA",
                3,
                List.of(new Bequest.Relation("node", "BBBBBBBB", 4, Long.MAX_VALUE, 2)),
                List.of(new Bequest.Left(5, Scope.parent("^/shöp"), SOME, Set.of("nöde"), EVENT)));
    }

    @Test
    void numbers_ofTypes_differ() {
        assertThat(BusMessage.Type.values())
                .hasSameSizeAs(BusMessage.class.getPermittedSubclasses())
                .extracting(Coded::code)
                .doesNotHaveDuplicates();
    }

    /** So that the tests below leave none out. */
    @Test
    void messages_areOfEachKind() {
        assertThat(messages()).extracting(BusMessage::type).contains(BusMessage.Type.values());
        assertThat(kinds(BusMessage.Tell.class, tell -> tell.command().getClass()))
                .containsExactlyInAnyOrder(Command.class.getPermittedSubclasses());
        assertThat(kinds(BusMessage.Ask.class, ask -> ask.question().getClass()))
                .containsExactlyInAnyOrder(Question.class.getPermittedSubclasses());
        assertThat(kinds(BusMessage.class, Object::getClass))
                .containsExactlyInAnyOrder(BusMessage.class.getPermittedSubclasses());
    }

    private static <M> List<Class<?>> kinds(Class<M> type, Function<M, Class<?>> kind) {
        return messages().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .<Class<?>>map(kind)
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void decode_ofWhatWasEncoded_isTheSame(BusMessage message) throws Exception {
        byte[] bytes = BusCodec.encode(message);

        assertThat(BusCodec.encode(BusCodec.decode(bytes))).isEqualTo(bytes);
        assertThat(BusCodec.decode(bytes)).usingRecursiveComparison().isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void decode_ofABeginning_fails(BusMessage message) {
        byte[] bytes = BusCodec.encode(message);
        for (int length = 0; length < bytes.length; length++) {
            byte[] beginning = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> BusCodec.decode(beginning)).isInstanceOf(BusFormatException.class);
        }
    }

    @Test
    void decode_ofAnotherVersionOrType_saysWhich() {
        assertThatThrownBy(() -> BusCodec.decode(new byte[] {1, 1})).hasMessage("version 1 of the format");
        assertThatThrownBy(() -> BusCodec.decode(new byte[] {BusCodec.VERSION, 99}))
                .hasMessage("type 99");
    }

    @Test
    void decode_ofALengthBeyondTheMessage_believesItNot() {
        byte[] bytes = {BusCodec.VERSION, 1, -1, -1, -1, -1, 7};
        assertThatThrownBy(() -> BusCodec.decode(bytes)).isInstanceOf(BusFormatException.class);
    }

    @Test
    void encode_ofTooMuch_isRefused() {
        Payload huge = Payload.ofNode("[]", List.of(new byte[BusCodec.MAX_BYTES]));
        BusMessage message = new BusMessage.Tell(new Command.Emit(SHOPS, SOME, huge, false));
        assertThatThrownBy(() -> BusCodec.encode(message))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too many for a message to other nodes");
    }

    /** Whatever comes, it is a message or none. */
    @Test
    void decode_ofDamagedMessages_failsOnlyAsItSays() {
        Random random = new Random(17);
        for (BusMessage message : messages()) {
            byte[] whole = BusCodec.encode(message);
            for (int i = 0; i < 20_000; i++) {
                byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length) + 1 + random.nextInt(3));
                for (int k = random.nextInt(4); k >= 0; k--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                try {
                    assertThat(BusCodec.decode(damaged)).isNotNull();
                } catch (BusFormatException expected) {
                    assertThat(expected).hasMessageMatching(".+");
                }
            }
        }
    }
}
