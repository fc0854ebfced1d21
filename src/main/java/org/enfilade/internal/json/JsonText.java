package org.enfilade.internal.json;

import java.math.BigDecimal;

/** JSON's spelling of numbers, and what a message says of JSON. */
final class JsonText {
    private JsonText() {}

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
