package org.enfilade.internal.json;

import jakarta.json.JsonValue;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.enfilade.internal.text.JsonStrings;

/** Writes one value as compact JSON; what it does not know itself goes to JSON-B. */
final class ValueWriter {
    private static final int MAX_DEPTH = 512;

    private final KnownTypes types;
    private final JsonbAccess jsonb;
    private final StringBuilder out;
    private final BinaryParts attachments;

    ValueWriter(KnownTypes types, JsonbAccess jsonb, StringBuilder out, BinaryParts attachments) {
        this.types = types;
        this.jsonb = jsonb;
        this.out = out;
        this.attachments = attachments;
    }

    void write(Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "The value is nested more than " + MAX_DEPTH + " deep; does it contain itself?");
        }
        if (!scalar(value) && !binary(value) && !text(value) && !container(value, depth)) {
            object(value, depth);
        }
    }

    private boolean text(Object value) {
        String text = types.isConfigured() ? null : TextTypes.of(value);
        if (text != null) {
            JsonStrings.quote(text, out);
        }
        return text != null;
    }

    private void object(Object value, int depth) {
        Object shown = types.shown(value);
        if (shown != null) {
            write(shown, depth + 1);
            return;
        }
        ObjectModel model = types.model(value.getClass());
        if (!types.isConfigured()) {
            Unwritable.refuse(value, model);
        }
        if (types.isConfigured() || !model.isWrittenByUs()) {
            JsonStrings.appendJson(jsonb.write(value, attachments), out);
            return;
        }
        out.append('{');
        String separator = "";
        for (ObjectModel.Property property : model.readable()) {
            Object member = property.get(value);
            if (member != null && !isEmpty(member)) {
                out.append(separator);
                separator = ",";
                JsonStrings.quote(property.name(), out);
                out.append(':');
                write(member, depth + 1);
            }
        }
        out.append('}');
    }

    /** JSON-B leaves these out as it does null. */
    private static boolean isEmpty(Object member) {
        return member instanceof Optional<?> optional && optional.isEmpty()
                || member instanceof OptionalInt whole && whole.isEmpty()
                || member instanceof OptionalLong whole && whole.isEmpty()
                || member instanceof OptionalDouble decimal && decimal.isEmpty();
    }

    private boolean scalar(Object value) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof CharSequence text) {
            JsonStrings.quote(text.toString(), out);
        } else if (value instanceof Boolean || value instanceof BigDecimal || value instanceof BigInteger) {
            out.append(value);
        } else if (value instanceof Number number) {
            return number(number);
        } else if (value instanceof Character) {
            JsonStrings.quote(value.toString(), out);
        } else if (value instanceof Enum<?> constant && !isForJsonb(constant)) {
            JsonStrings.quote(constant.name(), out);
        } else if (value instanceof JsonValue json) {
            JsonStrings.appendJson(BinaryValues.withoutPlaces(json.toString()), out);
        } else {
            return false;
        }
        return true;
    }

    private boolean isForJsonb(Enum<?> constant) {
        return types.isConfigured() || JsonbAnnotations.customise(constant.getDeclaringClass());
    }

    private boolean number(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            out.append(number.longValue());
        } else if (number instanceof AtomicInteger || number instanceof AtomicLong || number instanceof LongAdder) {
            out.append(number.longValue());
        } else if (number instanceof Double || number instanceof Float) {
            JsonText.number(number.doubleValue(), number.toString(), out);
        } else {
            return false;
        }
        return true;
    }

    private boolean binary(Object value) {
        if (value instanceof byte[] bytes) {
            BinaryValues.writePlaceholder(out, attachments);
            attachments.copy(bytes);
        } else if (value instanceof ByteBuffer buffer) {
            BinaryValues.writePlaceholder(out, attachments);
            attachments.copy(buffer);
        } else {
            return false;
        }
        return true;
    }

    private boolean container(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            object(map, depth);
        } else if (value instanceof Collection<?> elements) {
            array(elements, depth);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            entry(entry, depth);
        } else if (value instanceof Optional<?> optional) {
            write(optional.orElse(null), depth + 1);
        } else if (value instanceof OptionalInt whole) {
            write(whole.isPresent() ? whole.getAsInt() : null, depth + 1);
        } else if (value instanceof OptionalLong whole) {
            write(whole.isPresent() ? whole.getAsLong() : null, depth + 1);
        } else if (value instanceof OptionalDouble decimal) {
            write(decimal.isPresent() ? decimal.getAsDouble() : null, depth + 1);
        } else if (value.getClass().isArray()) {
            array(value, depth);
        } else {
            return false;
        }
        return true;
    }

    private void object(Map<?, ?> map, int depth) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            separator = ",";
            BinaryValues.quoteKey(key(entry.getKey()), out);
            out.append(':');
            write(entry.getValue(), depth + 1);
        }
        out.append('}');
    }

    private void entry(Map.Entry<?, ?> entry, int depth) {
        out.append("{\"key\":");
        write(entry.getKey(), depth + 1);
        out.append(",\"value\":");
        write(entry.getValue(), depth + 1);
        out.append('}');
    }

    private static String key(Object key) {
        String text = key == null ? null : TextTypes.of(key);
        if (text != null) {
            return text;
        }
        return key instanceof Enum<?> constant ? constant.name() : String.valueOf(key);
    }

    private void array(Collection<?> elements, int depth) {
        out.append('[');
        String separator = "";
        for (Object element : elements) {
            out.append(separator);
            separator = ",";
            write(element, depth + 1);
        }
        out.append(']');
    }

    private void array(Object elements, int depth) {
        out.append('[');
        for (int i = 0; i < Array.getLength(elements); i++) {
            if (i > 0) {
                out.append(',');
            }
            write(Array.get(elements, i), depth + 1);
        }
        out.append(']');
    }
}
