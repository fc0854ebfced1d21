package org.enfilade.internal.json;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbConfig;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Binds JSON to Java values and back, with binary values beside the text. By JSON-B's rules, but as strictly inside of
 * objects as outside, and with binary values anywhere, which JSON-B's implementations are not; classes whose
 * annotations say more than those rules go through JSON-B. Safe for use by any thread.
 */
public final class JsonBinding {
    private final JsonbAccess jsonb = new JsonbAccess();
    private final KnownTypes types = new KnownTypes(jsonb);
    private int maxParts = 10;

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
     * Binds records, classes, dates and enums by what the application has made; before the first use. It is not closed.
     */
    public void use(Jsonb jsonbOfApplication) {
        jsonb.use(jsonbOfApplication);
    }

    /**
     * Binds records, classes, dates and enums by JSON-B with this configuration, and our binary values; before the
     * first use.
     */
    public void use(JsonbConfig config) {
        jsonb.use(config);
    }

    /** How many binary values a packet to clients may have, 10 unless told otherwise; before the first use. */
    public void limitParts(int most) {
        maxParts = most;
    }

    /** For the binary values of a packet to clients. */
    public BinaryParts newParts() {
        return BinaryParts.atMost(maxParts);
    }

    /**
     * What in a type can never be read, in words that follow "it takes"; empty if it can, or if JSON-B is left to
     * decide.
     */
    public Optional<String> unreadable(Type type) {
        return new Unreadable(types).find(types.resolved(type));
    }

    /**
     * Tells as what the values of a type are written that are no data themselves; before the first use.
     *
     * @param as may throw {@code IllegalArgumentException} to refuse it
     */
    public <T> void write(Class<T> type, Function<T, ?> as) {
        types.show(type, as);
    }

    /**
     * Appends the value as compact JSON and its binary values to attachments.
     *
     * @throws IllegalArgumentException if it cannot be written; nothing is appended then
     */
    public void write(Object value, StringBuilder out, BinaryParts attachments) {
        int length = out.length();
        int count = attachments.size();
        boolean written = false;
        try {
            new ValueWriter(types, jsonb, out, attachments).write(value, 0);
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
        types.clear();
        jsonb.close();
    }

    private Object readValue(String json, List<byte[]> attachments, Type type) {
        Scalars.Reader scalar = Scalars.reader(type);
        return scalar != null
                ? scalar.read(json)
                : new TypedReader(types, json, attachments).read(types.resolved(type));
    }
}
