package org.enfilade.internal.text;

/** JSON's string literals. */
public final class JsonStrings {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonStrings() {}

    /** The text of a valid JSON string literal. */
    public static String unquote(String literal) {
        return unescape(literal, 1, literal.length() - 1);
    }

    /** The text of a valid literal between {@code from} and {@code to}, which are just inside its quotation marks. */
    public static String unescape(String json, int from, int to) {
        int escape = firstEscape(json, from, to);
        if (escape == to) {
            return json.substring(from, to);
        }
        StringBuilder text = new StringBuilder(to - from).append(json, from, escape);
        int at = escape;
        while (at < to) {
            char c = json.charAt(at++);
            if (c != '\\') {
                text.append(c);
            } else if (json.charAt(at) == 'u') {
                text.append((char) Integer.parseInt(json, at + 1, at + 5, 16));
                at += 5;
            } else {
                text.append(unescaped(json.charAt(at++)));
            }
        }
        return text.toString();
    }

    /** {@code to} if there is none. Does not look behind that: there may be many short texts in a long one. */
    private static int firstEscape(String json, int from, int to) {
        if (to == json.length() - 1) {
            int found = json.indexOf('\\', from); // some times as fast as a loop
            return found < 0 ? to : found;
        }
        int at = from;
        while (at < to && json.charAt(at) != '\\') {
            at++;
        }
        return at;
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> c;
        };
    }

    /**
     * Appends a text as a JSON string literal; a lone surrogate is escaped, so that the result is always valid UTF-8.
     */
    public static void quote(String text, StringBuilder out) {
        int length = text.length();
        out.ensureCapacity(out.length() + length + 2);
        out.append('"');
        int done = 0;
        for (int i = plainEnd(text, 0); i < length; i = plainEnd(text, i)) {
            if (isPair(text, i)) {
                i += 2;
                continue;
            }
            out.append(text, done, i);
            escape(text.charAt(i), out);
            done = ++i;
        }
        out.append(text, done, length).append('"');
    }

    /** Where the characters end that need no second look; a loop of its own, which the compiler can unroll. */
    private static int plainEnd(String text, int from) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                return i;
            }
        }
        return length;
    }

    /** Appends JSON that another wrote, with lone surrogates escaped: they stand in texts only, and have no UTF-8. */
    public static void appendJson(String json, StringBuilder out) {
        int length = json.length();
        int done = 0;
        for (int i = 0; i < length; i++) {
            char c = json.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (isPair(json, i)) {
                i++;
                continue;
            }
            out.append(json, done, i);
            escape(c, out);
            done = i + 1;
        }
        out.append(json, done, length);
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
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
