package org.enfilade.internal.cdi;

import java.lang.reflect.Type;
import java.util.List;
import org.enfilade.Arguments;
import org.enfilade.SocketEvent;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.namespace.ClientMistake;

/** An event as it comes from the wire: its arguments are JSON. */
record FakeEvent(String name, List<String> json, List<byte[]> attachments, boolean isOfClient)
        implements SocketEvent, Arguments {
    private static final JsonBinding BINDING = new JsonBinding();

    static FakeEvent of(String name, String... json) {
        return new FakeEvent(name, List.of(json), List.of(), false);
    }

    FakeEvent with(byte[]... binary) {
        return new FakeEvent(name, json, List.of(binary), isOfClient);
    }

    /** What does not fit is a mistake of the client then. */
    FakeEvent ofClient() {
        return new FakeEvent(name, json, attachments, true);
    }

    @Override
    public Arguments arguments() {
        return this;
    }

    @Override
    public boolean wantsAck() {
        return true;
    }

    @Override
    public SocketEvent withName(String newName) {
        return new FakeEvent(newName, json, attachments, isOfClient);
    }

    @Override
    public SocketEvent withArguments(Object... values) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int size() {
        return json.size();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T get(int index, Type type) {
        try {
            return index < json.size() ? (T) BINDING.read(json.get(index), attachments, type) : null;
        } catch (IllegalArgumentException e) {
            throw isOfClient ? ClientMistake.of(e, index) : e;
        }
    }

    @Override
    public List<Object> toList() {
        throw new UnsupportedOperationException();
    }
}
