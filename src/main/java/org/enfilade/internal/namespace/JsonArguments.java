package org.enfilade.internal.namespace;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.enfilade.Arguments;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.reach.Encoded;
import org.enfilade.internal.text.JsonArrays;

/**
 * Arguments as they stand on the wire.
 *
 * @param ofClient whether a client sent them, whose mistake it is if they do not fit
 */
record JsonArguments(JsonBinding binding, List<String> json, List<byte[]> attachments, boolean ofClient)
        implements Arguments {
    static JsonArguments of(JsonBinding binding, Encoded values, boolean ofClient) {
        return new JsonArguments(binding, JsonArrays.elements(values.json()), values.attachments(), ofClient);
    }

    /** The same for another node. */
    Encoded encoded() {
        return new Encoded("[" + String.join(",", json) + "]", attachments);
    }

    @Override
    public int size() {
        return json.size();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T get(int index, Type type) {
        return index < json.size() ? (T) read(index, type) : null;
    }

    @Override
    public List<Object> toList() {
        List<Object> values = new ArrayList<>(json.size());
        for (int i = 0; i < json.size(); i++) {
            values.add(read(i, Object.class));
        }
        return Collections.unmodifiableList(values);
    }

    private Object read(int index, Type type) {
        try {
            return binding.read(json.get(index), attachments, type);
        } catch (IllegalArgumentException e) {
            throw ofClient ? ClientMistake.of(e, index) : e;
        }
    }

    /** Not what the client sent: this may get into a log. */
    @Override
    public String toString() {
        return json.size() + (json.size() == 1 ? " argument" : " arguments");
    }
}
