package org.enfilade.internal.namespace;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.enfilade.Arguments;
import org.enfilade.internal.adapter.Encoded;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.JsonArrays;

/** Arguments as they stand on the wire. */
record JsonArguments(JsonBinding binding, List<String> json, List<byte[]> attachments) implements Arguments {
    static JsonArguments of(JsonBinding binding, Encoded values) {
        return new JsonArguments(binding, JsonArrays.elements(values.json()), values.attachments());
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
    public Object get(int index, Type type) {
        return index < json.size() ? binding.read(json.get(index), attachments, type) : null;
    }

    @Override
    public List<Object> toList() {
        List<Object> values = new ArrayList<>(json.size());
        for (String text : json) {
            values.add(binding.read(text, attachments, Object.class));
        }
        return Collections.unmodifiableList(values);
    }
}
