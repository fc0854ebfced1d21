package org.enfilade.internal.json;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** The places of binary values in JSON: {@code {"_placeholder":true,"num":0}}. */
final class BinaryValues {
    private static final String MARK = "_placeholder";
    private static final String NUMBER = "num";

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

    /**
     * The attachment that an object stands for, or the object itself if it is no placeholder, as it never is in an
     * event without attachments.
     */
    static Object resolve(Map<String, Object> object, List<byte[]> attachments) {
        return !attachments.isEmpty() && Boolean.TRUE.equals(object.get(MARK))
                ? attachment(object.get(NUMBER), attachments)
                : object;
    }

    private static byte[] attachment(Object number, List<byte[]> attachments) {
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
