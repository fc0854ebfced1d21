package org.enfilade.internal.text;

/** The length of text on the wire. */
public final class Utf8 {
    private Utf8() {}

    /** The number of bytes of a text in UTF-8; a lone surrogate counts as the three bytes of its replacement. */
    public static int length(String text) {
        int length = text.length();
        int bytes = length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                if (c < 0x800) {
                    bytes++;
                } else if (Character.isHighSurrogate(c)
                        && i + 1 < length
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    bytes += 2;
                    i++;
                } else {
                    bytes += 2;
                }
            }
        }
        return bytes;
    }

    /** Whether a text takes more than so many bytes; looks at the characters only if it has to. */
    public static boolean isLonger(String text, int bytes) {
        int length = text.length();
        return length > bytes || (length * 3L > bytes && length(text) > bytes);
    }
}
