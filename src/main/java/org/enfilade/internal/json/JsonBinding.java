package org.enfilade.internal.json;

import jakarta.json.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Binds JSON to Java values and back, with binary values beside the text. What is common is done here; records, dates and
 * whatever else goes through JSON-B. Safe for use by any thread.
 */
public final class JsonBinding {
    private final JsonbAccess jsonb = new JsonbAccess();

    /** JSON-B is looked for when it is first needed, with the context class loader of that thread. */
    public JsonBinding() {}

    /**
     * Binds one JSON value, already validated, whose binary places are placeholders into attachments.
     *
     * @return {@code null} for JSON null, unless the type has an empty value of its own
     * @throws IllegalArgumentException if it does not fit the type
     */
    public Object read(String json, List<byte[]> attachments, Type type) {
        String text = json.strip();
        if (text.equals("null")) {
            return Scalars.ofNull(type);
        }
        try {
            return readValue(text, attachments, type);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("The value is nested too deeply for " + type.getTypeName(), e);
        }
    }

    /**
     * Appends the value as compact JSON and its binary values to attachments.
     *
     * @throws IllegalArgumentException if it cannot be written; nothing is appended then
     */
    public void write(Object value, StringBuilder out, List<byte[]> attachments) {
        int length = out.length();
        int count = attachments.size();
        boolean written = false;
        try {
            new ValueWriter(jsonb, out, attachments).write(value, 0);
            written = true;
        } finally {
            if (!written) {
                out.setLength(length);
                attachments.subList(count, attachments.size()).clear();
            }
        }
    }

    /** Gives JSON-B back. Binding goes on to work, at the price of a new one. */
    public void close() {
        jsonb.close();
    }

    private Object readValue(String json, List<byte[]> attachments, Type type) {
        Scalars.Reader scalar = Scalars.reader(type);
        if (scalar != null) {
            return scalar.read(json);
        }
        if (type instanceof Class<?> raw && JsonValue.class.isAssignableFrom(raw)) {
            return jsonb.readTree(json, raw);
        }
        if (BinaryValues.isBinary(type)) {
            return BinaryValues.as(type, new TreeReader(json, attachments).read());
        }
        if (isTree(type)) {
            return readTree(json, attachments, rawType(type));
        }
        if (rawType(type) == Optional.class) {
            return Optional.of(read(json, attachments, argument(type, 0)));
        }
        return jsonb.read(json, attachments, type);
    }

    /** Maps, lists and the like without a type of their content are read by us: JSON-B would not see their binary values. */
    private static boolean isTree(Type type) {
        Class<?> raw = rawType(type);
        if (raw == Map.class) {
            return untyped(argument(type, 1)) && (argument(type, 0) == String.class || untyped(argument(type, 0)));
        }
        return raw == Object.class
                || (raw == List.class || raw == Collection.class || raw == Iterable.class)
                        && untyped(argument(type, 0));
    }

    private static Object readTree(String json, List<byte[]> attachments, Class<?> raw) {
        Object tree = new TreeReader(json, attachments).read();
        if (!raw.isInstance(tree)) {
            throw new IllegalArgumentException(JsonText.kind(json) + " does not fit " + raw.getName());
        }
        return tree;
    }

    private static boolean untyped(Type type) {
        return rawType(type) == Object.class;
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[index] : Object.class;
    }

    private static Class<?> rawType(Type type) {
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        if (type instanceof WildcardType wildcard) {
            return rawType(wildcard.getUpperBounds()[0]);
        }
        return type instanceof Class<?> plain ? plain : void.class;
    }
}
