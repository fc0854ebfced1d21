package org.enfilade.internal.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.enfilade.internal.json.JsonBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
    /** Goes through JSON-B. */
    public record Picture(byte[] data) {}

    /** Has a property that cannot be read. */
    public static final class Unwritable {
        public String getBroken() {
            throw new IllegalArgumentException("no");
        }
    }

    private final JsonBinding binding = new JsonBinding();

    @Test
    void tenBinaryValues_areSent() {
        Payload event = Payload.event(binding, "x", Collections.nCopies(10, new byte[] {1}));
        assertThat(event.attachments()).hasSize(10);
    }

    @Test
    void oneBinaryValueTooMany_isRefused_beforeTheRestIsLookedAt() {
        byte[] large = new byte[1_000];
        AtomicInteger asked = new AtomicInteger();
        List<byte[]> many = new AbstractList<>() {
            @Override
            public byte[] get(int index) {
                asked.incrementAndGet();
                return large;
            }

            @Override
            public int size() {
                return 33_298;
            }
        };

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Payload.event(binding, "x", many))
                .withMessageContaining("more than 10 binary values");
        assertThat(asked).hasValue(11);
    }

    @Test
    void oneBinaryValueTooMany_withinRecords_isRefused() {
        List<Picture> many =
                IntStream.range(0, 11).mapToObj(i -> new Picture(new byte[1])).toList();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Payload.event(binding, "x", many))
                .withStackTraceContaining("more than 10 binary values");
    }

    /** What stands behind the name cannot be read, and nobody notices until somebody reads it. */
    @Test
    void eventOfANode_isSent_withoutAnybodyReadingIt() {
        Payload event = Payload.ofNode("[\"a\",]", List.of()).asEvent();

        assertThat(PacketEncoder.event("/", Packet.NO_ID, event)).isEqualTo("2[\"a\",]");
        assertThat(event.length()).isEqualTo(6);
    }

    @Test
    void nameOfANodesEvent_isReadWhenAsked_andTheRestIsNot() {
        Payload broken = Payload.ofNode("[\"\\q\"]", List.of()).asEvent();
        assertThatIllegalArgumentException().isThrownBy(broken::name);

        Payload event = Payload.ofNode("[\"a\\u0062\",]", List.of()).asEvent();
        assertThat(event.name()).isEqualTo("ab");
        assertThatIllegalArgumentException().isThrownBy(event::size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[\"", "[\"]", "[]", "[1]", "{}", "nothing", "[\"a\"", "[\"a\",1] \r\nforged"})
    void valuesOfANode_withoutAName_areNoEvent(String json) {
        Payload values = Payload.ofNode(json, List.of());
        assertThatIllegalArgumentException().isThrownBy(values::asEvent).withMessage("an event without a name");
    }

    @Test
    void event_goesToANodeAndComesBack_asItWas() {
        Payload event = Payload.event(binding, "x\"", 1, new byte[] {1, 2}, null);
        Payload there = Payload.ofNode(event.text(), event.attachments()).asEvent();

        assertThat(there.name()).isEqualTo("x\"");
        assertThat(there.size()).isEqualTo(3);
        assertThat(there.read(0, binding, int.class)).isEqualTo(1);
        assertThat(there.read(1, binding, byte[].class)).isEqualTo(new byte[] {1, 2});
        assertThat(there.read(2, binding, String.class)).isNull();
    }

    @Test
    void valuesOfAClient_goToANode_asTheyCame() throws ProtocolException {
        PacketDecoder decoder = new PacketDecoder(new PacketLimits(10, 10, 100, 100));
        Packet.Ack ack = (Packet.Ack) decoder.text("37[ 1 ,{\"a\":[2]}]");

        assertThat(ack.payload().text()).isEqualTo("[1,{\"a\":[2]}]");
        assertThat(ack.payload().size()).isEqualTo(2);
        assertThatIllegalStateException().isThrownBy(() -> ack.payload().name());
    }

    @Test
    void builder_addsNothing_ofAValueThatCannotBeWritten() {
        Payload.Builder builder = new Payload.Builder(binding);
        builder.add(1);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.add(Collections.nCopies(2, new Unwritable())));
        builder.add("b");

        assertThat(builder.build().text()).isEqualTo("[1,\"b\"]");
    }
}
