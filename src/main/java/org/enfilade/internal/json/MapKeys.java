package org.enfilade.internal.json;

import java.lang.reflect.Type;

/** The keys of maps: in JSON they are texts, whatever their type. */
final class MapKeys {
    private static final String NUMERIC = "+-.eE0123456789";

    private MapKeys() {}

    static boolean isText(Type keys) {
        return keys == Object.class || keys == String.class || keys == CharSequence.class;
    }

    /** @param name with its quotes */
    static Object read(String name, Type type) {
        Class<?> raw = GenericTypes.raw(type);
        if (isText(raw)) {
            return Scalars.text(name);
        }
        if (raw.isEnum()) {
            return Scalars.constant(name, raw);
        }
        if (TextTypes.isKnown(raw)) {
            return TextTypes.read(name, raw);
        }
        Scalars.Reader scalar = Scalars.reader(raw);
        String text = Scalars.text(name);
        boolean isWord = raw == Boolean.class || !text.isEmpty() && text.chars().allMatch(c -> NUMERIC.indexOf(c) >= 0);
        if (scalar == null || raw != Character.class && !isWord) {
            throw new IllegalArgumentException("A name that is no " + raw.getName());
        }
        return scalar.read(raw == Character.class ? name : text);
    }
}
