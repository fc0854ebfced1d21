package org.enfilade.internal.json;

import java.math.BigDecimal;

/** JSON's spelling of texts and numbers. */
final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    /** The text between {@code from} and {@code to}, which are just inside its quotation marks. */
    static String unescape(String json, int from, int to) {
        int escape = from;
        while (escape < to && json.charAt(escape) != '\\') {
            escape++; // not by indexOf, which would look on behind the end, for each of many short texts
        }
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

    static void quote(CharSequence text, StringBuilder out) {
        out.append('"');
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || isLoneSurrogate(text, i)) {
                out.append(text, done, i);
                escape(c, out);
                done = i + 1;
            }
        }
        out.append(text, done, text.length()).append('"');
    }

    /** Appends JSON that another wrote, with lone surrogates escaped: they stand in texts only, and have no UTF-8. */
    static void appendJson(String json, StringBuilder out) {
        int done = 0;
        for (int i = 0; i < json.length(); i++) {
            if (isLoneSurrogate(json, i)) {
                out.append(json, done, i);
                escape(json.charAt(i), out);
                done = i + 1;
            }
        }
        out.append(json, done, json.length());
    }

    private static boolean isLoneSurrogate(CharSequence text, int i) {
        char c = text.charAt(i);
        if (!Character.isSurrogate(c)) {
            return false;
        }
        return Character.isHighSurrogate(c)
                ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            case '\r' -> out.append("\\r");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX.charAt(c >> shift & 15));
                }
            }
        }
    }

    /**
     * Writes a floating-point number as JavaScript does: {@code 1}, {@code 0.1}, {@code 1e+21}, and null if it is not
     * finite.
     */
    static void number(double value, String shortest, StringBuilder out) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            out.append("null");
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            out.append((long) value);
        } else {
            scientific(new BigDecimal(shortest).stripTrailingZeros(), out);
        }
    }

    private static void scientific(BigDecimal value, StringBuilder out) {
        String digits = value.unscaledValue().abs().toString();
        int point = digits.length() - value.scale();
        if (value.signum() < 0) {
            out.append('-');
        }
        if (point > 21 || point <= -6) {
            out.append(digits.charAt(0));
            if (digits.length() > 1) {
                out.append('.').append(digits, 1, digits.length());
            }
            out.append(point > 0 ? "e+" : "e-").append(Math.abs(point - 1));
        } else if (point >= digits.length()) {
            out.append(digits).append("0".repeat(point - digits.length()));
        } else if (point > 0) {
            out.append(digits, 0, point).append('.').append(digits, point, digits.length());
        } else {
            out.append("0.").append("0".repeat(-point)).append(digits);
        }
    }

    /** What a JSON value is, for messages that must not repeat it. */
    static String kind(String json) {
        return switch (json.charAt(0)) {
            case '"' -> "A text";
            case '{' -> "An object";
            case '[' -> "An array";
            case 't', 'f' -> "A boolean";
            case 'n' -> "A null";
            default -> "A number";
        };
    }

    static String abbreviate(String json) {
        return json.length() <= 40 ? json : json.substring(0, 40) + "…";
    }
}
