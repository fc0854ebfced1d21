package org.enfilade.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A message without a text, as some parsers write it. */
class BinaryMessageTest {
    private final Message message = Message.binary(new byte[] {1, 2, 3, 4});

    @Test
    void message_isOneBinaryFrame() {
        assertThat(message.text()).isNull();
        assertThat(message.frames()).containsExactly(0x82, 4, 1, 2, 3, 4);
        assertThat(message.size()).isEqualTo(4);
        assertThat(message.payload()).isEqualTo("bAQIDBA==");
    }

    @Test
    void message_inRevision3_hasItsTypeInFront() {
        assertThat(message.withTypes().frames()).containsExactly(0x82, 5, 4, 1, 2, 3, 4);
        assertThat(message.binaryPayload()).containsExactly(1, 5, 255, 4, 1, 2, 3, 4);
        assertThat(message.inTexts()).extracting(Message::text).containsExactly("b4AQIDBA==");
        StringBuilder payload = new StringBuilder();
        message.appendTo(payload);
        assertThat(payload).hasToString("10:b4AQIDBA==");
    }
}
