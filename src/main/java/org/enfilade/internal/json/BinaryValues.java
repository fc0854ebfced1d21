package org.enfilade.internal.json;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.enfilade.internal.text.JsonStrings;

/**
 * The places of binary values in JSON: {@code {"_placeholder":true,"num":0}}. Data of the same content are told from
 * them by their spelling, which clients do not see: the underscore of their key is escaped.
 */
final class BinaryValues {
    private static final String MARK = "_placeholder";
    private static final String NUMBER = "num";

    /** The key of a place, and the first one of what is not. */
    private static final String PLAIN = "\"_placeholder\"";

    private static final String ESCAPED = "\"\\u005fplaceholder\"";

    private BinaryValues() {}

    static boolean isBinary(Type type) {
        return type == byte[].class || type == ByteBuffer.class;
    }

    /** Turns what was read where binary is expected (a placeholder's bytes, or numbers) into the type. */
    static Object as(Type type, Object value) {
        byte[] bytes = bytes(value);
        return type == ByteBuffer.class ? ByteBuffer.wrap(bytes) : bytes;
    }

    private static byte[] bytes(Object value) {
        if (value instanceof byte[] binary) {
            return binary;
        }
        if (value instanceof List<?> numbers) {
            byte[] bytes = new byte[numbers.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = octet(numbers.get(i));
            }
            return bytes;
        }
        throw notBinary();
    }

    private static byte octet(Object number) {
        if (number instanceof BigDecimal decimal
                && decimal.compareTo(BigDecimal.valueOf(-128)) >= 0
                && decimal.compareTo(BigDecimal.valueOf(255)) <= 0) {
            return decimal.byteValue();
        }
        throw notBinary();
    }

    private static IllegalArgumentException notBinary() {
        return new IllegalArgumentException("A value that is not binary where binary is expected");
    }

    /** Whether the key that begins there is that of a place. */
    static boolean isMark(String json, int at) {
        return json.startsWith(PLAIN, at);
    }

    /** Appends a key of the application's data. */
    static void quoteKey(String key, StringBuilder out) {
        if (key.equals(MARK)) {
            out.append(ESCAPED);
        } else {
            JsonStrings.quote(key, out);
        }
    }

    /** The same JSON, none of which is the place of a binary value. */
    static String withoutPlaces(String json) {
        return json.contains(PLAIN) ? json.replace(PLAIN, ESCAPED) : json;
    }

    /** The attachment that a place of this content stands for. */
    static byte[] attachment(Map<String, Object> place, List<byte[]> attachments) {
        Object number = place.get(NUMBER);
        if (number instanceof BigDecimal decimal
                && decimal.signum() >= 0
                && decimal.compareTo(BigDecimal.valueOf(attachments.size())) < 0
                && decimal.remainder(BigDecimal.ONE).signum() == 0) {
            return attachments.get(decimal.intValue());
        }
        throw new IllegalArgumentException("A placeholder names no attachment; there are " + attachments.size());
    }

    /** Appends a placeholder for the next attachment. */
    static void writePlaceholder(StringBuilder out, BinaryParts attachments) {
        out.append("{\"").append(MARK).append("\":true,\"").append(NUMBER).append("\":");
        out.append(attachments.size()).append('}');
    }
}
