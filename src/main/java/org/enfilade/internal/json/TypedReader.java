package org.enfilade.internal.json;

import jakarta.json.JsonValue;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads valid JSON into a type, each value as strictly as a bare one. A class whose annotations say more than JSON-B's
 * own rules is bound by JSON-B, after its values have been read to see whether they fit.
 */
final class TypedReader extends JsonCursor {
    /** What is known of classes, and JSON-B. */
    interface Context {
        ObjectModel model(Type type);

        Object readByJsonb(String json, List<byte[]> attachments, Type type);

        Object readTree(String json, Class<?> type);

        /**
         * Whether the application has told JSON-B what to do, so that JSON-B binds all but containers, texts and
         * numbers.
         */
        boolean isConfigured();

        /** Whether it may have told how single types are bound, so that nothing is known of their JSON. */
        boolean hasOwnTypes();
    }

    private final Context context;
    private final List<byte[]> attachments;
    /** Whether JSON-B makes the values, and they are only looked at. */
    private boolean isChecking;

    TypedReader(Context context, String json, List<byte[]> attachments) {
        super(json);
        this.context = context;
        this.attachments = attachments;
    }

    /** Reads a value; null becomes the type's empty value, if it has one. */
    Object read(Type type) {
        if (next() == 'n') {
            advance(4);
            return Scalars.ofNull(type);
        }
        Scalars.Reader scalar = Scalars.reader(type);
        if (scalar != null) {
            return scalar.read(token());
        }
        Class<?> raw = GenericTypes.raw(type);
        if (raw == Object.class) {
            return new TreeReader(subtree(), attachments).read();
        }
        if (BinaryValues.isBinary(raw)) {
            return BinaryValues.as(raw, new TreeReader(subtree(), attachments).read());
        }
        if (JsonValue.class.isAssignableFrom(raw)) {
            return context.readTree(subtree(), raw);
        }
        if (TextTypes.isKnown(raw)) {
            return context.isConfigured() ? byJsonb(type, Map.of()) : TextTypes.read(token(), raw);
        }
        return composed(type, raw);
    }

    private Object composed(Type type, Class<?> raw) {
        if (raw.isArray()) {
            return array(type);
        }
        if (Containers.isCollection(raw)) {
            Collection<Object> elements = Containers.collection(raw, GenericTypes.argument(type, 0));
            elements(type, GenericTypes.argument(type, 0), elements);
            return elements;
        }
        if (Containers.isMap(raw)) {
            return map(type, raw);
        }
        if (raw == Map.Entry.class) {
            return entry(type);
        }
        if (Scalars.ofNull(raw) != null) {
            return optional(type, raw);
        }
        if (context.hasOwnTypes()) {
            return byJsonb(type, Map.of());
        }
        if (raw.isEnum() && !JsonbAnnotations.customise(raw)) {
            return Scalars.constant(token(), raw);
        }
        ObjectModel model = context.model(type);
        if (context.isConfigured() || !model.isReadByUs()) {
            return byJsonb(type, model.writable());
        }
        return model.isRecord() ? record(model) : object(model);
    }

    // --- containers

    private void elements(Type whole, Type type, Collection<Object> into) {
        begin('[', whole);
        while (next() != ']') {
            if (next() == ',') {
                advance(1);
            }
            add(into, read(type));
        }
        advance(1);
    }

    private static void add(Collection<Object> into, Object element) {
        try {
            into.add(element);
        } catch (NullPointerException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "An element that a " + into.getClass().getName() + " does not take", e);
        }
    }

    private Object array(Type type) {
        Type component = GenericTypes.component(type);
        List<Object> elements = new ArrayList<>();
        elements(type, component, elements);
        Object array = Array.newInstance(GenericTypes.raw(component), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) != null) {
                Array.set(array, i, elements.get(i));
            }
        }
        return array;
    }

    private Object map(Type type, Class<?> raw) {
        Type keys = GenericTypes.argument(type, 0);
        Type values = GenericTypes.argument(type, 1);
        if (values == Object.class && raw.isAssignableFrom(LinkedHashMap.class) && MapKeys.isText(keys)) {
            return untypedMap(type);
        }
        Map<Object, Object> map = Containers.map(raw, keys);
        begin('{', type);
        while (nextName()) {
            Object key = MapKeys.read(token(), keys);
            colon();
            put(map, key, read(values));
        }
        return map;
    }

    private Object untypedMap(Type type) {
        String text = subtree();
        Object tree = new TreeReader(text, attachments).read();
        if (tree instanceof Map) {
            return tree;
        }
        throw unfit(text, type);
    }

    private static void put(Map<Object, Object> map, Object key, Object value) {
        try {
            map.put(key, value);
        } catch (NullPointerException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "An entry that a " + map.getClass().getName() + " does not take", e);
        }
    }

    private Object entry(Type type) {
        Map<String, Object> parts = new LinkedHashMap<>();
        begin('{', type);
        while (nextName()) {
            String name = Scalars.text(token());
            colon();
            if (name.equals("key")) {
                parts.put(name, read(GenericTypes.argument(type, 0)));
            } else if (name.equals("value")) {
                parts.put(name, read(GenericTypes.argument(type, 1)));
            } else {
                skip();
            }
        }
        return new AbstractMap.SimpleEntry<>(parts.get("key"), parts.get("value"));
    }

    private Object optional(Type type, Class<?> raw) {
        if (raw == OptionalInt.class) {
            return OptionalInt.of((int) read(int.class));
        } else if (raw == OptionalLong.class) {
            return OptionalLong.of((long) read(long.class));
        } else if (raw == OptionalDouble.class) {
            return OptionalDouble.of((double) read(double.class));
        }
        return Optional.ofNullable(read(GenericTypes.argument(type, 0)));
    }

    // --- classes

    private Object record(ObjectModel model) {
        Object[] values = new Object[model.constructor().getParameterCount()];
        for (ObjectModel.Property property : model.writable().values()) {
            values[property.index()] = Scalars.absent(property.type());
        }
        begin('{', model.type());
        while (nextName()) {
            ObjectModel.Property property = model.writable().get(name());
            if (property == null) {
                skip();
            } else {
                values[property.index()] = value(property);
            }
        }
        return isChecking ? null : model.create(values);
    }

    private Object object(ObjectModel model) {
        begin('{', model.type());
        Object object = isChecking ? null : model.create();
        while (nextName()) {
            ObjectModel.Property property = model.writable().get(name());
            if (property == null) {
                skip();
            } else {
                Object value = value(property);
                if (!isChecking) {
                    property.set(object, value);
                }
            }
        }
        return object;
    }

    private Object value(ObjectModel.Property property) {
        Object value = read(property.type());
        return value == null ? Scalars.absent(property.type()) : value;
    }

    /** @param known the properties whose types say how they are read */
    private Object byJsonb(Type type, Map<String, ObjectModel.Property> known) {
        char first = next();
        int start = at();
        boolean wasChecking = isChecking;
        isChecking = true;
        if (first == '{' && !known.isEmpty()) {
            check(known);
        } else {
            skip();
        }
        isChecking = wasChecking;
        return isChecking ? null : context.readByJsonb(since(start), attachments, type);
    }

    private void check(Map<String, ObjectModel.Property> known) {
        advance(1);
        while (nextName()) {
            ObjectModel.Property property = known.get(name());
            if (property == null || !property.isChecked()) {
                skip();
            } else {
                read(property.type());
            }
        }
    }
}
