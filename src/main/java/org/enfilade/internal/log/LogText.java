package org.enfilade.internal.log;

/**
 * Texts as they may stand in a log: on one line, without what a terminal obeys or what turns the direction of reading,
 * and not endless.
 */
public final class LogText {
    /** Longer than any sensible message, stack traces not counted. */
    private static final int MAX_LINE = 4_000;

    private static final int MAX_QUOTED = 100;

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private LogText() {}

    /** The text itself if it is harmless, else with escapes as Java writes them. */
    public static String line(String text) {
        if (text == null) {
            return "null";
        }
        boolean fits = text.length() <= MAX_LINE;
        for (int i = 0; fits && i < text.length(); ) {
            int c = text.codePointAt(i);
            fits = isHarmless(c);
            i += Character.charCount(c);
        }
        return fits
                ? text
                : escaped(text, MAX_LINE, new StringBuilder(text.length() + 16)).toString();
    }

    /** A name that a client chose, in quotation marks that end where it ends. */
    public static String quote(String name) {
        if (name == null) {
            return "null";
        }
        return escaped(name.replace("\\", "\\\\").replace("\"", "\\\""), MAX_QUOTED, new StringBuilder().append('"'))
                .append('"')
                .toString();
    }

    private static StringBuilder escaped(String text, int max, StringBuilder out) {
        int i = 0;
        while (i < text.length() && i < max) {
            int c = text.codePointAt(i);
            if (isHarmless(c)) {
                out.appendCodePoint(c);
            } else {
                escape(text, i, Character.charCount(c), out);
            }
            i += Character.charCount(c);
        }
        return i < text.length() ? out.append("… (").append(text.length()).append(" characters)") : out;
    }

    private static void escape(String text, int from, int count, StringBuilder out) {
        for (int i = from; i < from + count; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default ->
                    out.append("\\u")
                            .append(HEX[c >> 12])
                            .append(HEX[c >> 8 & 15])
                            .append(HEX[c >> 4 & 15])
                            .append(HEX[c & 15]);
            }
        }
    }

    /**
     * Control characters end lines and command terminals; those of the kind "format" are invisible, or turn the
     * direction.
     */
    private static boolean isHarmless(int c) {
        if (c >= ' ' && c < 0x7f) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
