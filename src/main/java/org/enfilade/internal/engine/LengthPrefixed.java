package org.enfilade.internal.engine;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The body of a polling request or answer in revision 3: packets, each behind its length. In a text that counts the
 * characters as JavaScript does, in UTF-16: {@code 6:4hello}. In a binary body a byte says whether the packet is text
 * (0) or binary (1), then come the digits of its length in bytes, one a byte, and 255. Pure.
 */
final class LengthPrefixed {
    /** The type of a message, as the first byte of a binary packet. */
    static final byte MESSAGE = 4;

    /** How many bytes a packet has in front of it at most, its type and the mark of base64 included. */
    static final int MAX_HEADER = 14;

    private static final byte TEXT = 0;
    private static final byte BINARY = 1;
    private static final byte END = (byte) 255;

    private LengthPrefixed() {}

    // --- writing

    static void append(String packet, StringBuilder out) {
        out.append(packet.length()).append(':').append(packet);
    }

    /** The content of a message as a text packet. */
    static String base64(byte[] content) {
        return "b4".concat(Base64.getEncoder().encodeToString(content));
    }

    /** The content of a message as a binary packet. */
    static byte[] withType(byte[] content) {
        byte[] packet = new byte[content.length + 1];
        packet[0] = MESSAGE;
        System.arraycopy(content, 0, packet, 1, content.length);
        return packet;
    }

    /** A binary body of one text packet, if there is one, and binary packets, whose types are given with them. */
    static byte[] binary(String text, List<byte[]> packets) {
        int next = text == null ? 0 : 2;
        byte[][] parts = new byte[next + 2 * packets.size()][];
        if (text != null) {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            parts[0] = header(TEXT, encoded.length);
            parts[1] = encoded;
        }
        for (byte[] packet : packets) {
            parts[next++] = header(BINARY, packet.length);
            parts[next++] = packet;
        }
        return join(parts);
    }

    private static byte[] header(byte kind, int length) {
        String digits = Integer.toString(length);
        byte[] header = new byte[digits.length() + 2];
        header[0] = kind;
        for (int i = 0; i < digits.length(); i++) {
            header[i + 1] = (byte) (digits.charAt(i) - '0');
        }
        header[header.length - 1] = END;
        return header;
    }

    static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length = Math.addExact(length, part.length);
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }

    // --- reading

    /**
     * Hands on the packets of a body, empty ones left out; {@code false} where it is none. A length that cuts a
     * character in two is none either: the halves would be characters that UTF-8 does not have.
     */
    static boolean read(String body, Consumer<String> packets) {
        int at = 0;
        while (at < body.length()) {
            int start = at;
            long length = 0;
            while (at < body.length() && isDigit(body.charAt(at)) && length <= body.length()) {
                length = length * 10 + (body.charAt(at++) - '0');
            }
            if (at == start || at == body.length() || body.charAt(at) != ':' || length > body.length() - ++at) {
                return false;
            }
            int end = at + (int) length;
            if (end > at) {
                if (Character.isHighSurrogate(body.charAt(end - 1))) {
                    return false;
                }
                packets.accept(body.substring(at, end));
            }
            at = end;
        }
        return at > 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * The same of a binary body, where no packet is empty.
     *
     * @param binary takes a binary packet, its type included, and says whether it is one
     */
    static boolean read(byte[] body, Consumer<String> texts, Predicate<byte[]> binary) {
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        int at = 0;
        while (at < body.length) {
            byte kind = body[at];
            int start = endOfHeader(body, at + 1);
            long length = length(body, at + 1, start);
            if (kind != TEXT && kind != BINARY || length < 1 || length > body.length - start) {
                return false;
            }
            int end = start + (int) length;
            if (kind == BINARY) {
                if (!binary.test(Arrays.copyOfRange(body, start, end))) {
                    return false;
                }
            } else {
                String text = text(utf8, ByteBuffer.wrap(body, start, (int) length));
                if (text == null) {
                    return false;
                }
                texts.accept(text);
            }
            at = end;
        }
        return at > 0;
    }

    /** Behind the end of the digits, or of the body. */
    private static int endOfHeader(byte[] body, int from) {
        int at = from;
        while (at < body.length && body[at] != END) {
            at++;
        }
        return Math.min(at + 1, body.length);
    }

    /** What the digits of a header say, of which the last byte is no digit; negative if they say nothing. */
    private static long length(byte[] body, int from, int end) {
        long length = end - from > 1 && body[end - 1] == END ? 0 : -1;
        for (int at = from; at < end - 1 && length >= 0; at++) {
            boolean isDigit = body[at] >= 0 && body[at] <= 9;
            length = isDigit && length <= body.length ? length * 10 + body[at] : -1;
        }
        return length;
    }

    /** {@code null} if it is none. */
    private static String text(CharsetDecoder utf8, ByteBuffer bytes) {
        try {
            return utf8.decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
