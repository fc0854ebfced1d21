package org.enfilade.internal.text;

import java.util.Arrays;

/**
 * Binary packets as text. Clients write base64 in more than one way, and the reference server reads them all, so this
 * reads what Node.js does: the letters of both alphabets, up to the first padding, which may be missing; anything else
 * is skipped, such as the line breaks of the official Java client. Nothing is invalid: of what is no base64 at all,
 * nothing is left.
 *
 * @see <a href="https://nodejs.org/api/buffer.html#buffers-and-character-encodings">Buffers and character encodings</a>
 */
public final class Base64Text {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final byte[] VALUES = values();

    private Base64Text() {}

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < LETTERS.length(); i++) {
            values[LETTERS.charAt(i)] = (byte) i;
        }
        values['+'] = 62;
        values['-'] = 62;
        values['/'] = 63;
        values['_'] = 63;
        return values;
    }

    /** The bytes that the rest of a text stands for, from an index on. */
    public static byte[] decode(String text, int from) {
        byte[] bytes = new byte[(int) ((text.length() - from) * 3L / 4)];
        int length = 0;
        int bits = 0;
        int letters = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=') {
                break;
            }
            int value = c < VALUES.length ? VALUES[c] : -1;
            if (value < 0) {
                continue;
            }
            bits = bits << 6 | value;
            letters++;
            if (letters == 4) {
                bytes[length++] = (byte) (bits >> 16);
                bytes[length++] = (byte) (bits >> 8);
                bytes[length++] = (byte) bits;
                letters = 0;
            }
        }
        if (letters > 1) {
            bytes[length++] = (byte) (bits >> (letters == 2 ? 4 : 10));
        }
        if (letters > 2) {
            bytes[length++] = (byte) (bits >> 2);
        }
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
