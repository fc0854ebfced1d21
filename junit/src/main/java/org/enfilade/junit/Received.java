package org.enfilade.junit;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** An event that the server has sent, or its acknowledgement of one. Immutable. */
public final class Received {
    private final String name;
    private final List<JsonValue> arguments;
    private final List<byte[]> attachments;
    private final ClientJson json;
    private final BiConsumer<String, Object[]> answer;

    /** @param answer sends an acknowledgement */
    Received(
            String name,
            List<JsonValue> arguments,
            List<byte[]> attachments,
            ClientJson json,
            BiConsumer<String, Object[]> answer) {
        this.name = name;
        this.arguments = List.copyOf(arguments);
        this.attachments = List.copyOf(attachments);
        this.json = json;
        this.answer = answer;
    }

    /** The event's name; of an acknowledgement, that of the event that it answers. */
    public String name() {
        return name;
    }

    /** How many arguments there are. */
    public int size() {
        return arguments.size();
    }

    /**
     * An argument as JSON; a binary value is a placeholder.
     *
     * @throws AssertionError if there is none at this index, from 0
     */
    public JsonValue json(int index) {
        if (index >= arguments.size()) {
            throw new AssertionError("no argument " + index + " in " + this);
        }
        return arguments.get(index);
    }

    /** An argument as a text: a JSON string without its quotes, anything else as it stands in JSON. */
    public String text(int index) {
        JsonValue value = json(index);
        return value instanceof JsonString string ? string.getString() : value.toString();
    }

    /** An argument that is binary. */
    public byte[] binary(int index) {
        return ClientJson.binary(json(index), attachments).clone();
    }

    /**
     * An argument as a Java value, by JSON-B; binary values within it are {@code byte[]}.
     *
     * @return null for JSON's null
     */
    public <T> T as(int index, Class<T> type) {
        @SuppressWarnings("unchecked")
        T value = (T) as(index, (Type) type);
        return value;
    }

    /** The same for a type with arguments, such as a list of records. */
    public Object as(int index, Type type) {
        return type == byte[].class ? binary(index) : json.read(json(index), attachments, type);
    }

    /**
     * Acknowledges an event for which the server waits.
     *
     * @throws IllegalStateException if the server does not want an acknowledgement
     */
    public void ack(Object... values) {
        if (answer == null) {
            throw new IllegalStateException("the server wants no acknowledgement of " + this);
        }
        answer.accept(name, values);
    }

    /** As it stands in a test's message: {@code order:new["apples",3]}. */
    @Override
    public String toString() {
        return arguments.stream().map(JsonValue::toString).collect(Collectors.joining(",", name + "[", "]"));
    }
}
