package org.enfilade.internal.json;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbTransient;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the properties of a class: public fields, getters and setters, inherited ones too, or the components of a
 * record.
 */
final class ModelReader {
    /** What is found of one property. */
    private static final class Found {
        Field field;
        Method getter;
        Method setter;

        List<AnnotatedElement> elements() {
            List<AnnotatedElement> all = new ArrayList<>(3);
            for (AnnotatedElement each : new AnnotatedElement[] {field, getter, setter}) {
                if (each != null) {
                    all.add(each);
                }
            }
            return all;
        }
    }

    private final Type type;
    private final Class<?> raw;
    private final Map<TypeVariable<?>, Type> variables;
    private final Map<String, Found> found = new TreeMap<>();
    private final Map<String, ObjectModel.Property> writable = new LinkedHashMap<>();
    private final Map<String, ObjectModel.Property> readable = new TreeMap<>();
    private boolean isReadByUs;
    private boolean isWrittenByUs;

    private ModelReader(Type type) {
        this.type = type;
        this.raw = GenericTypes.raw(type);
        this.variables = GenericTypes.variables(type);
    }

    static ObjectModel of(Type type) {
        return new ModelReader(type).read();
    }

    private ObjectModel read() {
        isReadByUs = isPlain();
        isWrittenByUs = isReadByUs;
        Constructor<?> constructor = raw.isRecord() ? canonical() : withoutParameters();
        if (raw.isRecord()) {
            components();
        } else {
            find();
            found.forEach(this::property);
        }
        isWrittenByUs &= readable.isEmpty() || !isGenerated();
        if (!isReadByUs && isShaped()) {
            writable.clear();
        }
        return new ObjectModel(
                type,
                raw.isRecord(),
                constructor,
                writable,
                List.copyOf(readable.values()),
                isReadByUs,
                isReadByUs && constructor != null,
                isWrittenByUs);
    }

    // --- the class

    private boolean isPlain() {
        if (Unwritable.isOfTheJdk(raw)) {
            return false;
        }
        for (Class<?> each = raw; each != null && each != Object.class; each = each.getSuperclass()) {
            if (JsonbAnnotations.customise(each)
                    || Arrays.stream(each.getInterfaces()).anyMatch(JsonbAnnotations::customise)) {
                return false;
            }
        }
        List<Executable> creators = new ArrayList<>(List.of(raw.getDeclaredConstructors()));
        creators.addAll(List.of(raw.getDeclaredMethods()));
        return !JsonbAnnotations.customise(raw.getPackage())
                && creators.stream().noneMatch(each -> each.isAnnotationPresent(JsonbCreator.class));
    }

    /** Whether annotations of the class say that its JSON may be anything, or what its members are. */
    private boolean isShaped() {
        boolean isShaped = JsonbAnnotations.customise(raw.getPackage());
        for (Class<?> each = raw; each != null; each = each.getSuperclass()) {
            isShaped |= JsonbAnnotations.customise(each);
        }
        for (Executable each : raw.getDeclaredConstructors()) {
            isShaped |= each.isAnnotationPresent(JsonbCreator.class);
        }
        for (Executable each : raw.getDeclaredMethods()) {
            isShaped |= each.isAnnotationPresent(JsonbCreator.class);
        }
        return isShaped;
    }

    private boolean isGenerated() {
        return raw.isSynthetic() || raw.isHidden() || raw.getName().contains("$$");
    }

    private Constructor<?> canonical() {
        Class<?>[] types = Arrays.stream(raw.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        return constructor(types);
    }

    private Constructor<?> withoutParameters() {
        Constructor<?> constructor =
                raw.isInterface() || Modifier.isAbstract(raw.getModifiers()) ? null : constructor();
        return constructor != null && Modifier.isPrivate(constructor.getModifiers()) ? null : constructor;
    }

    private Constructor<?> constructor(Class<?>... types) {
        try {
            Constructor<?> constructor = raw.getDeclaredConstructor(types);
            return constructor.trySetAccessible() ? constructor : null;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    // --- records

    private void components() {
        RecordComponent[] components = raw.getRecordComponents();
        Constructor<?> canonical = canonical();
        Parameter[] parameters = canonical == null ? null : canonical.getParameters();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            List<AnnotatedElement> elements = new ArrayList<>(List.of(component, component.getAccessor()));
            elements.add(field(component.getName()));
            if (parameters != null) {
                elements.add(parameters[i]);
            }
            boolean isMoreThanNamed = elements.stream()
                    .anyMatch(each ->
                            JsonbAnnotations.sayMoreThanAName(each) || each.isAnnotationPresent(JsonbTransient.class));
            customise(isMoreThanNamed);
            String name = JsonbAnnotations.name(component.getName(), elements);
            Type resolved = GenericTypes.resolve(component.getGenericType(), variables);
            Method accessor = component.getAccessor();
            isWrittenByUs &= accessor.trySetAccessible();
            ObjectModel.Access access = (target, value) -> accessor.invoke(target);
            ObjectModel.Property property = new ObjectModel.Property(name, resolved, i, !isMoreThanNamed, access);
            writable.put(name, property);
            readable.put(name, property);
        }
    }

    private Field field(String name) {
        try {
            return raw.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("a record without the field of its component", e);
        }
    }

    // --- other classes

    private void find() {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> each = raw; each != null && each != Object.class; each = each.getSuperclass()) {
            classes.add(0, each);
        }
        for (Class<?> each : classes) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    of(field.getName()).field = field;
                }
            }
        }
        for (Method method : raw.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())
                    && !method.isBridge()
                    && method.getDeclaringClass() != Object.class) {
                find(method);
            }
        }
    }

    private void find(Method method) {
        String name = method.getName();
        int parameters = method.getParameterCount();
        Class<?> result = method.getReturnType();
        if (parameters == 0 && result != void.class && isPrefixed(name, "get")) {
            of(property(name, 3)).getter = method;
        } else if (parameters == 0 && (result == boolean.class || result == Boolean.class) && isPrefixed(name, "is")) {
            of(property(name, 2)).getter = method;
        } else if (parameters == 1 && isPrefixed(name, "set")) {
            Found property = of(property(name, 3));
            if (property.setter != null && property.setter.getParameterTypes()[0] != method.getParameterTypes()[0]) {
                isReadByUs = false;
            }
            property.setter = method;
        }
    }

    private static boolean isPrefixed(String name, String prefix) {
        return name.length() > prefix.length() && name.startsWith(prefix);
    }

    private static String property(String method, int prefix) {
        return Character.toLowerCase(method.charAt(prefix)) + method.substring(prefix + 1);
    }

    private Found of(String name) {
        return found.computeIfAbsent(name, key -> new Found());
    }

    private void property(String plainName, Found parts) {
        List<AnnotatedElement> elements = parts.elements();
        if (elements.stream().anyMatch(each -> each.isAnnotationPresent(JsonbTransient.class))) {
            return;
        }
        boolean isMoreThanNamed = elements.stream().anyMatch(JsonbAnnotations::sayMoreThanAName);
        boolean isReachable = parts.getter != null || parts.setter != null || isPublic(parts.field);
        boolean isTransient = parts.field != null && Modifier.isTransient(parts.field.getModifiers());
        // JSON-B decides what becomes of a field that is annotated and cannot be reached
        customise(isMoreThanNamed
                || isTransient && isReachable
                || !isReachable && JsonbAnnotations.customise(parts.field));
        if (isReachable && !isTransient) {
            String name = JsonbAnnotations.name(plainName, elements);
            write(name, parts, !isMoreThanNamed);
            read(name, parts, !isMoreThanNamed);
        }
    }

    private void write(String name, Found parts, boolean isChecked) {
        if (parts.setter != null) {
            Method setter = parts.setter;
            isReadByUs &= setter.trySetAccessible();
            put(writable, name, setter.getGenericParameterTypes()[0], isChecked, setter::invoke);
        } else if (isPublic(parts.field) && !Modifier.isFinal(parts.field.getModifiers())) {
            Field field = parts.field;
            isReadByUs &= field.trySetAccessible();
            put(writable, name, field.getGenericType(), isChecked, (target, value) -> {
                field.set(target, value);
                return null;
            });
        }
    }

    private void read(String name, Found parts, boolean isChecked) {
        if (parts.getter != null) {
            Method getter = parts.getter;
            isWrittenByUs &= getter.trySetAccessible();
            put(readable, name, getter.getGenericReturnType(), isChecked, (target, value) -> getter.invoke(target));
        } else if (isPublic(parts.field)) {
            Field field = parts.field;
            isWrittenByUs &= field.trySetAccessible();
            put(readable, name, field.getGenericType(), isChecked, (target, value) -> field.get(target));
        }
    }

    private void put(
            Map<String, ObjectModel.Property> all,
            String name,
            Type declared,
            boolean isChecked,
            ObjectModel.Access access) {
        Type resolved = GenericTypes.resolve(declared, variables);
        all.put(name, new ObjectModel.Property(name, resolved, all.size(), isChecked, access));
    }

    private static boolean isPublic(Member member) {
        return member != null && Modifier.isPublic(member.getModifiers());
    }

    private void customise(boolean isCustomised) {
        isReadByUs &= !isCustomised;
        isWrittenByUs &= !isCustomised;
    }
}
