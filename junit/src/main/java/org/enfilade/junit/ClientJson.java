package org.enfilade.junit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.lang.reflect.Type;
import java.util.List;

/** Values of a client as JSON, by JSON-B; binary values, wherever they stand, become placeholders for attachments. */
final class ClientJson {
    private static final String MARK = "_placeholder";

    private final Jsonb jsonb =
            JsonbBuilder.create(new JsonbConfig().withSerializers(new Writer()).withDeserializers(new Reader()));
    private List<byte[]> attachments; // guarded by this

    static JsonValue parse(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }

    /** @param found is given the binary values, in the order of their numbers */
    synchronized String write(Object value, List<byte[]> found) {
        if (value instanceof JsonValue || value == null) {
            return String.valueOf(value);
        }
        attachments = found;
        return jsonb.toJson(value);
    }

    synchronized Object read(JsonValue value, List<byte[]> binary, Type type) {
        if (value == JsonValue.NULL) {
            return null;
        }
        attachments = binary;
        return jsonb.fromJson(value.toString(), type);
    }

    static byte[] binary(JsonValue placeholder, List<byte[]> attachments) {
        if (placeholder instanceof JsonObject object && object.getBoolean(MARK, false)) {
            return attachments.get(object.getInt("num"));
        }
        throw new AssertionError("not binary: " + placeholder);
    }

    private final class Writer implements JsonbSerializer<byte[]> {
        @Override
        public void serialize(byte[] bytes, JsonGenerator generator, SerializationContext context) {
            generator
                    .writeStartObject()
                    .write(MARK, true)
                    .write("num", attachments.size())
                    .writeEnd();
            attachments.add(bytes.clone());
        }
    }

    private final class Reader implements JsonbDeserializer<byte[]> {
        @Override
        public byte[] deserialize(JsonParser parser, DeserializationContext context, Type type) {
            return binary(parser.getValue(), attachments);
        }
    }
}
