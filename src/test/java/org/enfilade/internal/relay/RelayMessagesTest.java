package org.enfilade.internal.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RelayMessagesTest {
    static List<RelayMessage> messages() {
        return List.of(
                new RelayMessage.Poll(1, "sid", 4),
                new RelayMessage.Post(300, "sid", 3, true),
                new RelayMessage.WebSocket(1L << 40, "sid", 3, true),
                new RelayMessage.Part(1, true, false, new byte[] {1, 2}),
                new RelayMessage.Taken(1, true, 70_000));
    }

    static List<Said> said() {
        return List.of(
                new Said.Signed(Sign.GONE),
                new Said.Body(new byte[] {1}),
                new Said.Text("4ä"),
                new Said.Binary(new byte[] {1, 2, 3}),
                new Said.Answer(true, "4a"),
                new Said.BinaryAnswer(false, new byte[] {4}),
                new Said.Batch(List.of(Message.packet("4a"), Message.binary(new byte[] {1}))));
    }

    @Test
    void messages_areOfEachKind() {
        assertThat(messages()).extracting(RelayMessage::type).containsExactlyInAnyOrder(RelayMessage.Type.values());
        assertThat(said()).extracting(Said::type).containsExactlyInAnyOrder(Said.Type.values());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void read_ofWhatWasWritten_isTheSame(RelayMessage message) throws Exception {
        byte[] bytes = RelayMessage.bytes(message);
        assertThat(RelayMessage.read(new BusReader(bytes)))
                .usingRecursiveComparison()
                .isEqualTo(message);
        for (int length = 0; length < bytes.length; length++) {
            byte[] beginning = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> RelayMessage.read(new BusReader(beginning)))
                    .isInstanceOf(BusFormatException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("said")
    void read_ofWhatWasSaid_isTheSame(Said said) throws Exception {
        byte[] bytes = Said.bytes(said);
        assertThat(Said.bytes(Said.read(bytes))).isEqualTo(bytes);
        for (int length = 0; length < bytes.length; length++) {
            byte[] beginning = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Said.read(beginning)).isInstanceOf(BusFormatException.class);
        }
    }

    @Test
    void signs_haveNumbersOfTheirOwn() {
        assertThat(Arrays.stream(Sign.values()).map(Sign::code)).doesNotHaveDuplicates();
    }

    @Test
    void refusals_areTheSameOnTheOtherSide() {
        assertThat(Sign.of(EngineError.UNKNOWN_SID).error()).isEqualTo(EngineError.UNKNOWN_SID);
        assertThat(Sign.of(EngineError.BAD_REQUEST).error()).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(Sign.GONE.error()).isNull();
    }
}
