package org.enfilade.internal.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class PacketEncoderTest {
    @Test
    void connect_carriesTheSocketsId() {
        assertThat(PacketEncoder.connect("/", "abc", null)).isEqualTo("0{\"sid\":\"abc\"}");
        assertThat(PacketEncoder.connect("/chat", "abc", null)).isEqualTo("0/chat,{\"sid\":\"abc\"}");
    }

    @Test
    void connect_carriesThePrivateId_ifThereIsOne() {
        assertThat(PacketEncoder.connect("/chat", "abc", "def")).isEqualTo("0/chat,{\"sid\":\"abc\",\"pid\":\"def\"}");
    }

    @Test
    void disconnect_namesTheNamespace() {
        assertThat(PacketEncoder.disconnect("/")).isEqualTo("1");
        assertThat(PacketEncoder.disconnect("/chat")).isEqualTo("1/chat,");
    }

    @Test
    void connectError_leavesOutDataThatIsNotThere() {
        assertThat(PacketEncoder.connectError("/", "no \"entry\"", Payload.NOTHING))
                .isEqualTo("4{\"message\":\"no \\\"entry\\\"\"}");
        assertThat(PacketEncoder.connectError("/chat", "no", payload("[null]", 0)))
                .isEqualTo("4/chat,{\"message\":\"no\",\"data\":null}");
    }

    @Test
    void event_isBinaryIfThereAreAttachments() {
        assertThat(PacketEncoder.event("/", Packet.NO_ID, payload("[\"e\"]", 0)))
                .isEqualTo("2[\"e\"]");
        assertThat(PacketEncoder.event("/chat", 0, payload("[\"e\"]", 0))).isEqualTo("2/chat,0[\"e\"]");
        assertThat(PacketEncoder.event("/", 7, payload("[\"e\"]", 2))).isEqualTo("52-7[\"e\"]");
        assertThat(PacketEncoder.event("/chat", Packet.NO_ID, payload("[\"e\"]", 1)))
                .isEqualTo("51-/chat,[\"e\"]");
    }

    private static Payload payload(String json, int attachments) {
        return Payload.ofNode(json, Collections.nCopies(attachments, new byte[0]));
    }

    @Test
    void ack_isBinaryIfThereAreAttachments() {
        assertThat(PacketEncoder.ack("/", 7, payload("[]", 0))).isEqualTo("37[]");
        assertThat(PacketEncoder.ack("/chat", 7, payload("[1]", 1))).isEqualTo("61-/chat,7[1]");
    }
}
