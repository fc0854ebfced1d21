package org.enfilade.internal.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.enfilade.internal.text.JsonStrings;

/** Texts, numbers and booleans, which need no JSON-B. */
final class Scalars {
    /** Reads one JSON value other than null. */
    interface Reader {
        Object read(String json);
    }

    /** Longer numbers are refused: turning a million digits into a number takes a processor for minutes. */
    private static final int MAX_DIGITS = 1_024;

    private static final Map<Type, Reader> READERS = readers();

    private static final Map<Type, Object> EMPTY = Map.of(
            Optional.class, Optional.empty(),
            OptionalInt.class, OptionalInt.empty(),
            OptionalLong.class, OptionalLong.empty(),
            OptionalDouble.class, OptionalDouble.empty());

    private static final Map<Type, Object> ZEROS = Map.of(
            int.class,
            0,
            long.class,
            0L,
            short.class,
            (short) 0,
            byte.class,
            (byte) 0,
            double.class,
            0.0,
            float.class,
            0.0f,
            boolean.class,
            false,
            char.class,
            '\0');

    private Scalars() {}

    /** The reader of a type, or {@code null} if this class has none. */
    static Reader reader(Type type) {
        return READERS.get(type);
    }

    static Object ofNull(Type type) {
        return EMPTY.get(type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    /** What a component is that JSON does not have, or has as null: the zero of a primitive type, empty, or null. */
    static Object absent(Type type) {
        Object zero = ZEROS.get(type);
        return zero == null ? ofNull(type) : zero;
    }

    private static Map<Type, Reader> readers() {
        Map<Type, Reader> all = new HashMap<>();
        put(all, int.class, Integer.class, json -> (int) whole(json, Integer.MIN_VALUE, Integer.MAX_VALUE));
        put(all, long.class, Long.class, json -> whole(json, Long.MIN_VALUE, Long.MAX_VALUE));
        put(all, short.class, Short.class, json -> (short) whole(json, Short.MIN_VALUE, Short.MAX_VALUE));
        put(all, byte.class, Byte.class, json -> (byte) whole(json, Byte.MIN_VALUE, Byte.MAX_VALUE));
        put(all, double.class, Double.class, json -> finite(Double.parseDouble(number(json)), json));
        put(all, float.class, Float.class, json -> (float) finite(Float.parseFloat(number(json)), json));
        put(all, boolean.class, Boolean.class, Scalars::truth);
        put(all, String.class, CharSequence.class, Scalars::text);
        put(all, char.class, Character.class, Scalars::character);
        put(all, BigDecimal.class, Number.class, Scalars::decimal);
        all.put(BigInteger.class, Scalars::integer);
        return Map.copyOf(all);
    }

    private static void put(Map<Type, Reader> all, Type one, Type other, Reader reader) {
        all.put(one, reader);
        all.put(other, reader);
    }

    static String text(String json) {
        if (json.charAt(0) != '"') {
            throw unfit(json, "a text");
        }
        return JsonStrings.unquote(json);
    }

    static BigDecimal decimal(String json) {
        String digits = number(json);
        if (digits.length() > MAX_DIGITS) {
            throw new IllegalArgumentException("A number of " + digits.length() + " digits is too long");
        }
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("A number has too large an exponent", e);
        }
    }

    private static BigInteger integer(String json) {
        BigDecimal value = decimal(json);
        if (Math.abs((long) value.scale()) > MAX_DIGITS) {
            throw new IllegalArgumentException("A number has too large an exponent for a whole number");
        }
        try {
            return value.toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("The number is not a whole number", e);
        }
    }

    private static long whole(String json, long min, long max) {
        long value = isShortInteger(json) ? Long.parseLong(json) : exact(json);
        if (value < min || value > max) {
            throw new IllegalArgumentException("The number " + json + " is outside of " + min + " to " + max);
        }
        return value;
    }

    private static boolean isShortInteger(String json) {
        int start = json.charAt(0) == '-' ? 1 : 0;
        if (json.length() == start || json.length() - start > 18) {
            return false;
        }
        for (int i = start; i < json.length(); i++) {
            if (json.charAt(i) < '0' || json.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static long exact(String json) {
        BigDecimal value = decimal(json);
        try {
            return value.longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("The number is not a whole number of the type's range", e);
        }
    }

    private static double finite(double value, String json) {
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException("The number " + JsonText.abbreviate(json) + " is out of range");
        }
        return value;
    }

    private static Boolean truth(String json) {
        return switch (json) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw unfit(json, "a boolean");
        };
    }

    private static Character character(String json) {
        String text = text(json);
        if (text.length() != 1) {
            throw new IllegalArgumentException("A text of " + text.length() + " characters where one is expected");
        }
        return text.charAt(0);
    }

    private static String number(String json) {
        char first = json.charAt(0);
        if (first != '-' && (first < '0' || first > '9')) {
            throw unfit(json, "a number");
        }
        return json;
    }

    private static IllegalArgumentException unfit(String json, String expected) {
        return new IllegalArgumentException(JsonText.kind(json) + " where " + expected + " is expected");
    }

    /** A constant of an enum, by its name. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static Object constant(String json, Class<?> type) {
        String name = text(json);
        try {
            return Enum.valueOf((Class) type, name);
        } catch (IllegalArgumentException e) {
            // its message repeats the text
            throw new IllegalArgumentException("A text that is no " + type.getName());
        }
    }
}
