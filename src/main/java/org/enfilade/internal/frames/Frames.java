package org.enfilade.internal.frames;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * WebSocket frames as a server sends them: whole and not masked.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, section 5.2</a>
 */
public final class Frames {
    private static final byte TEXT = (byte) 0x81;
    private static final byte BINARY = (byte) 0x82;
    private static final byte CLOSE = (byte) 0x88;
    private static final byte PONG = (byte) 0x8A;
    private static final int LONGEST_IN_ONE_BYTE = 125;
    private static final int LONGEST_IN_TWO_BYTES = 0xFFFF;

    private Frames() {}

    /** One text frame, unless that is {@code null}, followed by a binary frame for each attachment. */
    public static byte[] of(String text, List<byte[]> attachments) {
        byte[] encoded = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        int length = encoded == null ? 0 : length(encoded);
        for (byte[] attachment : attachments) {
            length = Math.addExact(length, length(attachment));
        }
        byte[] frames = new byte[length];
        int at = encoded == null ? 0 : put(TEXT, encoded, frames, 0);
        for (byte[] attachment : attachments) {
            at = put(BINARY, attachment, frames, at);
        }
        return frames;
    }

    /** How long the payload of a single frame is, as {@link #of} has made it. */
    public static int payloadLength(byte[] frame) {
        int length = frame[1] & 0x7F;
        return frame.length - (length <= LONGEST_IN_ONE_BYTE ? 2 : length == 126 ? 4 : 10);
    }

    /** A close frame with a code and without a reason. */
    public static byte[] close(int code) {
        return new byte[] {CLOSE, 2, (byte) (code >> 8), (byte) code};
    }

    /** The answer to a ping with this content, of 125 bytes at most. */
    public static byte[] pong(byte[] content) {
        byte[] frame = new byte[length(content)];
        put(PONG, content, frame, 0);
        return frame;
    }

    private static int length(byte[] payload) {
        return Math.addExact(headerLength(payload), payload.length);
    }

    private static int headerLength(byte[] payload) {
        if (payload.length <= LONGEST_IN_ONE_BYTE) {
            return 2;
        }
        return payload.length <= LONGEST_IN_TWO_BYTES ? 4 : 10;
    }

    private static int put(byte opcode, byte[] payload, byte[] frames, int start) {
        int end = start + headerLength(payload);
        frames[start] = opcode;
        if (end - start == 2) {
            frames[start + 1] = (byte) payload.length;
        } else {
            frames[start + 1] = (byte) (end - start == 4 ? 126 : 127);
            for (int at = end - 1, rest = payload.length; at > start + 1; at--, rest >>>= 8) {
                frames[at] = (byte) rest;
            }
        }
        System.arraycopy(payload, 0, frames, end, payload.length);
        return end + payload.length;
    }
}
