package org.enfilade.internal.json;

import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;

/** How JSON-B reads binary values that stand within objects. */
final class BinaryDeserializers {
    private BinaryDeserializers() {}

    private static Object read(JsonParser parser, Type type) {
        String json = parser.getValue().toString();
        return BinaryValues.as(type, new TreeReader(json, Attachments.current()).read());
    }

    static final class OfBytes implements JsonbDeserializer<byte[]> {
        @Override
        public byte[] deserialize(JsonParser parser, DeserializationContext context, Type type) {
            return (byte[]) read(parser, byte[].class);
        }
    }

    static final class OfBuffer implements JsonbDeserializer<ByteBuffer> {
        @Override
        public ByteBuffer deserialize(JsonParser parser, DeserializationContext context, Type type) {
            return (ByteBuffer) read(parser, ByteBuffer.class);
        }
    }
}
