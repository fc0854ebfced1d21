package org.enfilade.internal.json;

import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import java.nio.ByteBuffer;
import java.util.List;

/** How JSON-B writes binary values that stand within objects. */
final class BinarySerializers {
    private BinarySerializers() {}

    private static void write(byte[] bytes, JsonGenerator generator) {
        List<byte[]> attachments = Attachments.current();
        generator
                .writeStartObject()
                .write("_placeholder", true)
                .write("num", attachments.size())
                .writeEnd();
        attachments.add(bytes);
    }

    static final class OfBytes implements JsonbSerializer<byte[]> {
        @Override
        public void serialize(byte[] bytes, JsonGenerator generator, SerializationContext context) {
            write(bytes.clone(), generator);
        }
    }

    static final class OfBuffer implements JsonbSerializer<ByteBuffer> {
        @Override
        public void serialize(ByteBuffer buffer, JsonGenerator generator, SerializationContext context) {
            write(BinaryValues.copy(buffer), generator);
        }
    }
}
