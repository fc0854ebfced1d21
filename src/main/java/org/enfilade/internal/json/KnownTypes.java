package org.enfilade.internal.json;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** What has been found out about the types of the application. Safe for use by any thread. */
final class KnownTypes implements TypedReader.Context {
    private final JsonbAccess jsonb;
    private final Map<Type, ObjectModel> models = new ConcurrentHashMap<>();
    private final List<Function<Object, ?>> shown = new CopyOnWriteArrayList<>();
    private final Map<Type, Type> resolved = new ConcurrentHashMap<>();

    KnownTypes(JsonbAccess jsonb) {
        this.jsonb = jsonb;
    }

    <T> void show(Class<T> type, Function<T, ?> as) {
        shown.add(value -> type.isInstance(value) ? as.apply(type.cast(value)) : null);
    }

    /** What is written in place of a value, or {@code null} for the value itself. */
    Object shown(Object value) {
        for (Function<Object, ?> each : shown) {
            Object found = each.apply(value);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The type without variables and wildcards. */
    Type resolved(Type type) {
        if (type instanceof Class<?>) {
            return type;
        }
        Type found = resolved.get(type);
        if (found == null) {
            found = GenericTypes.resolve(type, Map.of());
            resolved.put(type, found);
        }
        return found;
    }

    @Override
    public ObjectModel model(Type type) {
        ObjectModel found = models.get(type);
        if (found == null) {
            found = ModelReader.of(type);
            models.put(type, found);
        }
        return found;
    }

    @Override
    public Object readByJsonb(String json, List<byte[]> attachments, Type type) {
        return jsonb.read(json, attachments, type);
    }

    @Override
    public Object readTree(String json, Class<?> type) {
        return jsonb.readTree(json, type);
    }

    @Override
    public boolean isConfigured() {
        return jsonb.isConfigured();
    }

    @Override
    public boolean hasOwnTypes() {
        return jsonb.hasOwnTypes();
    }

    void clear() {
        models.clear();
        resolved.clear();
    }
}
