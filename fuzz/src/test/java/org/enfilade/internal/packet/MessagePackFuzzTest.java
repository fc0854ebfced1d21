package org.enfilade.internal.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.enfilade.fuzz.FuzzTarget;
import org.enfilade.internal.engine.Message;
import org.enfilade.msgpack.MessagePackParser;

/** A message as a packet of MessagePack. */
class MessagePackFuzzTest implements FuzzTarget {
    private static final PacketLimits LIMITS = new PacketLimits(10, 20, 64, 2_048);
    /** What is written may be longer than what was read: a whole number that came as a byte is one as a text, too. */
    private static final PacketLimits WIDE = new PacketLimits(10, 20, 64, 65_536);

    private final PluggedParser parser = new PluggedParser(new MessagePackParser(), LIMITS);
    private final PluggedParser wide = new PluggedParser(new MessagePackParser(), WIDE);

    @Override
    @FuzzTest(maxDuration = "10s")
    public void run(byte[] input) {
        try {
            check(parser.newReader().binary(input));
        } catch (ProtocolException theConnectionEnds) {
            assertThat(theConnectionEnds.getMessage()).isNotEmpty();
        }
    }

    private void check(Packet packet) {
        assertThat(packet.namespace()).startsWith("/").hasSizeLessThanOrEqualTo(LIMITS.namespaceLength());
        if (packet instanceof Packet.Event event) {
            assertThat(EventNames.isReserved(event.payload().name())).isFalse();
            Packet.Event once =
                    (Packet.Event) again(event, wide.event(event.namespace(), event.ackId(), event.payload()));
            Packet.Event twice = (Packet.Event) again(once, wide.event(once.namespace(), once.ackId(), once.payload()));
            assertThat(once.ackId()).isEqualTo(event.ackId());
            assertThat(once.payload().name()).isEqualTo(event.payload().name());
            assertThat(once.payload().size()).isEqualTo(event.payload().size());
            same(twice.payload(), once.payload());
        } else if (packet instanceof Packet.Ack ack) {
            Packet.Ack once = (Packet.Ack) again(ack, wide.ack(ack.namespace(), ack.ackId(), ack.payload()));
            Packet.Ack twice = (Packet.Ack) again(once, wide.ack(once.namespace(), once.ackId(), once.payload()));
            assertThat(once.payload().size()).isEqualTo(ack.payload().size());
            same(twice.payload(), once.payload());
        } else if (packet instanceof Packet.Disconnect) {
            assertThat(again(packet, wide.disconnect(packet.namespace()))).isEqualTo(packet);
        }
    }

    /** What is written of a packet reads as one of the same kind. */
    private Packet again(Packet packet, Message message) {
        try {
            Packet read = wide.newReader().binary(message.attachments().get(0));
            assertThat(read).hasSameClassAs(packet);
            assertThat(read.namespace()).isEqualTo(packet.namespace());
            return read;
        } catch (ProtocolException e) {
            throw new AssertionError("what was written of it cannot be read: " + packet, e);
        }
    }

    private static void same(Payload one, Payload other) {
        assertThat(one.elements()).isEqualTo(other.elements());
        assertThat(one.attachments()).containsExactlyElementsOf(other.attachments());
    }
}
