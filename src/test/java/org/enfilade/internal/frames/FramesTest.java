package org.enfilade.internal.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of the header are those of RFC 6455, section 5.2. */
class FramesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 8100",
        "1, 8101",
        "125, 817d",
        "126, 817e007e",
        "255, 817e00ff",
        "256, 817e0100",
        "65535, 817effff",
        "65536, 817f0000000000010000",
        "16777216, 817f0000000001000000"
    })
    void header_tellsTheLength_inTheShortestForm(int length, String header) {
        byte[] frame = Frames.of("x".repeat(length), List.of());

        int start = header.length() / 2;
        assertThat(HexFormat.of().formatHex(frame, 0, start)).isEqualTo(header);
        byte[] payload = Arrays.copyOfRange(frame, start, frame.length);
        assertThat(new String(payload, StandardCharsets.ISO_8859_1).equals("x".repeat(length)))
                .isTrue();
    }

    @Test
    void text_isUtf8_andItsLengthIsInBytes() {
        byte[] frame = Frames.of("é€😀", List.of());

        assertThat(frame[1]).isEqualTo((byte) 9);
        assertThat(new String(frame, 2, 9, StandardCharsets.UTF_8)).isEqualTo("é€😀");
    }

    @Test
    void attachments_followAsBinaryFrames() {
        byte[] frames = Frames.of("a", List.of(new byte[0], new byte[] {1, 2}));

        assertThat(HexFormat.of().formatHex(frames)).isEqualTo("810161" + "8200" + "82020102");
    }

    @Test
    void close_carriesItsCode() {
        assertThat(HexFormat.of().formatHex(Frames.close(1009))).isEqualTo("880203f1");
    }
}
