package org.enfilade.internal.namespace;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.enfilade.Arguments;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.Payload;

/**
 * Arguments as they stand on the wire.
 *
 * @param ofClient whether a client sent them, whose mistake it is if they do not fit
 */
record JsonArguments(JsonBinding binding, Payload payload, boolean ofClient) implements Arguments {
    @Override
    public int size() {
        return payload.size();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T get(int index, Type type) {
        return index < payload.size() ? (T) read(index, type) : null;
    }

    @Override
    public List<Object> toList() {
        List<Object> values = new ArrayList<>(payload.size());
        for (int i = 0; i < payload.size(); i++) {
            values.add(read(i, Object.class));
        }
        return Collections.unmodifiableList(values);
    }

    private Object read(int index, Type type) {
        try {
            return payload.read(index, binding, type);
        } catch (IllegalArgumentException e) {
            throw ofClient ? ClientMistake.of(e, index) : e;
        }
    }

    /** Not what the client sent: this may get into a log. */
    @Override
    public String toString() {
        int size = payload.size();
        return size + (size == 1 ? " argument" : " arguments");
    }
}
