package org.enfilade.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An input cut at U+001E, as the payload of a poll is, so that one input is several messages. */
public final class Pieces {
    private static final byte SEPARATOR = 0x1e;

    private Pieces() {}

    /** The pieces, at least one; they may be empty. */
    public static List<byte[]> of(byte[] input) {
        List<byte[]> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < input.length; i++) {
            if (input[i] == SEPARATOR) {
                pieces.add(Arrays.copyOfRange(input, start, i));
                start = i + 1;
            }
        }
        pieces.add(Arrays.copyOfRange(input, start, input.length));
        return pieces;
    }

    /** The bytes as a text; what is no UTF-8 becomes U+FFFD. */
    public static String text(byte[] piece) {
        return new String(piece, StandardCharsets.UTF_8);
    }
}
