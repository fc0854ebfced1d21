package org.enfilade.internal.json;

import jakarta.json.JsonValue;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what in a type no JSON can become, so that a deployment fails and not each event. */
final class Unreadable {
    private final KnownTypes types;
    private final Set<Type> seen = new HashSet<>();

    Unreadable(KnownTypes types) {
        this.types = types;
    }

    /** What is wrong with a type, in words that follow its name; empty if it can be read. */
    Optional<String> find(Type type) {
        Class<?> raw = GenericTypes.raw(type);
        if (!seen.add(type) || isValue(type, raw)) {
            return Optional.empty();
        }
        if (raw.isArray()) {
            return find(GenericTypes.component(type));
        }
        if (Containers.isCollection(raw) || Containers.isMap(raw)) {
            return inContainer(type, raw);
        }
        if (raw == Map.Entry.class) {
            return find(GenericTypes.argument(type, 0)).or(() -> find(GenericTypes.argument(type, 1)));
        }
        if (Scalars.ofNull(raw) != null) {
            return find(GenericTypes.argument(type, 0));
        }
        return Unwritable.isOfTheJdk(raw)
                ? Optional.of("a " + raw.getName() + ", which no JSON becomes")
                : inClass(type, raw);
    }

    private static boolean isValue(Type type, Class<?> raw) {
        return Scalars.reader(type) != null
                || raw == Object.class
                || raw.isEnum()
                || BinaryValues.isBinary(raw)
                || JsonValue.class.isAssignableFrom(raw)
                || TextTypes.isKnown(raw)
                || Unwritable.isKnownToJsonb(raw);
    }

    private Optional<String> inContainer(Type type, Class<?> raw) {
        Type first = GenericTypes.argument(type, 0);
        Class<?> key = GenericTypes.raw(first);
        if (!Containers.canMake(raw)) {
            return Optional.of("a " + raw.getName() + ", of which none can be made");
        }
        if (!Containers.isMap(raw)) {
            return find(first);
        }
        boolean isName = key == Object.class || key.isEnum() || Scalars.reader(key) != null || TextTypes.isKnown(key);
        return isName
                ? find(GenericTypes.argument(type, 1))
                : Optional.of("a map with keys of " + key.getName() + ", which are no names");
    }

    private Optional<String> inClass(Type type, Class<?> raw) {
        ObjectModel model = types.model(type);
        if (types.isConfigured() || !model.isPlain()) {
            return Optional.empty();
        }
        if (model.constructor() == null) {
            return Optional.of(
                    "a " + raw.getName() + ", which has no constructor without parameters that is public or protected");
        }
        for (ObjectModel.Property property : model.writable().values()) {
            Optional<String> found = find(property.type());
            if (found.isPresent()) {
                return Optional.of("a " + raw.getName() + ", whose \"" + property.name() + "\" is " + found.get());
            }
        }
        return Optional.empty();
    }
}
