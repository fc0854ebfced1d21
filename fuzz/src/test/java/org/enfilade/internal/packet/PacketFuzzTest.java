package org.enfilade.internal.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import org.enfilade.fuzz.FuzzTarget;
import org.enfilade.fuzz.Pieces;

/**
 * The messages of a connection as packets: a piece that begins with {@code b} is an attachment, any other one a text.
 */
class PacketFuzzTest implements FuzzTarget {
    private static final PacketLimits LIMITS = new PacketLimits(10, 20, 64, 2_048);
    /** What is kept of a text is counted with so much for each of its characters at most: `1,` is an argument. */
    private static final int MOST_FOR_A_CHARACTER = 30;

    @Override
    @FuzzTest(maxDuration = "10s")
    public void run(byte[] input) {
        PacketDecoder decoder = new PacketDecoder(LIMITS);
        long seen = 0;
        try {
            for (byte[] piece : Pieces.of(input)) {
                seen += piece.length;
                Packet packet = feed(decoder, piece);
                assertThat(decoder.waitingBytes()).isBetween(0, (int) (MOST_FOR_A_CHARACTER * seen));
                if (packet != null) {
                    assertThat(decoder.awaitedNamespace()).isNull();
                    assertThat(decoder.waitingBytes()).isZero();
                    check(packet, seen);
                    seen = 0;
                }
            }
        } catch (ProtocolException theConnectionEnds) {
            assertThat(theConnectionEnds.getMessage()).isNotEmpty();
        }
    }

    private static Packet feed(PacketDecoder decoder, byte[] piece) throws ProtocolException {
        return piece.length > 0 && piece[0] == 'b'
                ? decoder.binary(Arrays.copyOfRange(piece, 1, piece.length))
                : decoder.text(Pieces.text(piece));
    }

    private static void check(Packet packet, long bytes) {
        assertThat(packet.namespace()).startsWith("/").hasSizeLessThanOrEqualTo(LIMITS.namespaceLength());
        if (packet instanceof Packet.Event event) {
            assertThat(event.length()).isBetween(1, (int) (MOST_FOR_A_CHARACTER * bytes));
            assertThat(EventNames.isReserved(event.payload().name())).isFalse();
            Packet.Event again =
                    (Packet.Event) again(PacketEncoder.event(event.namespace(), event.ackId(), event.payload()), event);
            assertThat(again.ackId()).isEqualTo(event.ackId());
            assertThat(again.payload().name()).isEqualTo(event.payload().name());
            same(again.payload(), event.payload());
        } else if (packet instanceof Packet.Ack ack) {
            assertThat(ack.length()).isBetween(1, (int) (MOST_FOR_A_CHARACTER * bytes));
            Packet.Ack again = (Packet.Ack) again(PacketEncoder.ack(ack.namespace(), ack.ackId(), ack.payload()), ack);
            assertThat(again.ackId()).isEqualTo(ack.ackId());
            same(again.payload(), ack.payload());
        } else if (packet instanceof Packet.Connect connect) {
            String auth = String.join("", connect.auth().elements());
            Packet.Connect again = (Packet.Connect) again('0' + connect.namespace() + ',' + auth, connect);
            assertThat(connect.length()).isBetween(auth.isEmpty() ? 0 : 2, (int) bytes);
            same(again.auth(), connect.auth());
        } else if (packet instanceof Packet.Disconnect) {
            assertThat(again(PacketEncoder.disconnect(packet.namespace()), packet))
                    .isEqualTo(packet);
        }
    }

    /** What is written of a packet reads as the same one. */
    private static Packet again(String text, Packet packet) {
        PacketDecoder decoder = new PacketDecoder(LIMITS);
        try {
            Packet read = decoder.text(text);
            for (byte[] attachment : attachments(packet)) {
                assertThat(read).isNull();
                read = decoder.binary(attachment);
            }
            assertThat(read).hasSameClassAs(packet);
            assertThat(read.namespace()).isEqualTo(packet.namespace());
            return read;
        } catch (ProtocolException e) {
            throw new AssertionError("what was written of it cannot be read: " + text, e);
        }
    }

    private static List<byte[]> attachments(Packet packet) {
        if (packet instanceof Packet.Event event) {
            return event.payload().attachments();
        }
        return packet instanceof Packet.Ack ack ? ack.payload().attachments() : List.of();
    }

    private static void same(Payload one, Payload other) {
        assertThat(one.elements()).isEqualTo(other.elements());
        assertThat(one.size()).isEqualTo(other.size()).isNotNegative();
        assertThat(one.attachments()).containsExactlyElementsOf(other.attachments());
    }
}
