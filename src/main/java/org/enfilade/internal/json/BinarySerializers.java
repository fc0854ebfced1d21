package org.enfilade.internal.json;

import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import java.nio.ByteBuffer;

/** How JSON-B writes binary values that stand within objects. */
final class BinarySerializers {
    private BinarySerializers() {}

    private static void writePlaceholder(BinaryParts attachments, JsonGenerator generator) {
        generator
                .writeStartObject()
                .write("_placeholder", true)
                .write("num", attachments.size())
                .writeEnd();
    }

    static final class OfBytes implements JsonbSerializer<byte[]> {
        @Override
        public void serialize(byte[] bytes, JsonGenerator generator, SerializationContext context) {
            BinaryParts attachments = Attachments.written();
            writePlaceholder(attachments, generator);
            attachments.copy(bytes);
        }
    }

    static final class OfBuffer implements JsonbSerializer<ByteBuffer> {
        @Override
        public void serialize(ByteBuffer buffer, JsonGenerator generator, SerializationContext context) {
            BinaryParts attachments = Attachments.written();
            writePlaceholder(attachments, generator);
            attachments.copy(buffer);
        }
    }
}
