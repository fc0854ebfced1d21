package org.enfilade.internal.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Binary packets as text. Clients write base64 in more than one way, and the reference server takes them all (Node.js, {@code Buffer.from}): with the
 * letters of either alphabet, with or without padding, and with line breaks and blanks within, as the official Java client does.
 */
final class Base64Text {
    private Base64Text() {}

    /**
     * The bytes that a text stands for.
     *
     * @param from where the text begins
     * @throws IllegalArgumentException if it is no base64
     */
    static byte[] decode(String text, int from) {
        byte[] letters = text.substring(from)
                .getBytes(StandardCharsets.ISO_8859_1); // anything beyond becomes '?', which is no letter
        return Base64.getDecoder().decode(isPlain(letters) ? letters : plain(letters));
    }

    private static boolean isPlain(byte[] letters) {
        for (byte letter : letters) {
            if (letter <= ' ' || letter == '-' || letter == '_') {
                return false;
            }
        }
        return true;
    }

    private static byte[] plain(byte[] letters) {
        byte[] plain = new byte[letters.length];
        int length = 0;
        for (byte letter : letters) {
            switch (letter) {
                case ' ', '\t', '\r', '\n' -> {}
                case '-' -> plain[length++] = '+';
                case '_' -> plain[length++] = '/';
                default -> plain[length++] = letter;
            }
        }
        return Arrays.copyOf(plain, length);
    }
}
