package org.enfilade.internal.json;

import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.enfilade.internal.log.Log;

/** JSON-B and JSON-P, found when first used. */
final class JsonbAccess {
    private final Object lock = new Object();
    private volatile Jsonb jsonb; // written under lock
    private volatile JsonReaderFactory trees; // written under lock
    /** What the application brings; set before the first use. */
    private volatile Jsonb own;

    private volatile JsonbConfig config;

    void use(Jsonb theirs) {
        own = theirs;
    }

    void use(JsonbConfig theirs) {
        config = theirs;
    }

    /** Whether the application has told JSON-B what to do. */
    boolean isConfigured() {
        return own != null || config != null;
    }

    /** Whether it may have told how single types are bound. */
    boolean hasOwnTypes() {
        JsonbConfig theirs = config;
        return own != null
                || theirs != null
                        && (theirs.getProperty(JsonbConfig.ADAPTERS).isPresent()
                                || theirs.getProperty(JsonbConfig.DESERIALIZERS).isPresent());
    }

    Object read(String json, List<byte[]> attachments, Type type) {
        List<byte[]> outer = Attachments.enter(attachments);
        try {
            return jsonb().fromJson(json, type);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(JsonText.kind(json) + " does not fit " + type.getTypeName(), e);
        } finally {
            Attachments.restore(outer);
        }
    }

    /** May have added to the attachments when it fails. */
    String write(Object value, BinaryParts attachments) {
        List<byte[]> outer = Attachments.enter(attachments);
        try {
            return jsonb().toJson(value);
        } catch (RuntimeException | StackOverflowError e) {
            throw new IllegalArgumentException(
                    "JSON-B cannot write a " + value.getClass().getName(), e);
        } finally {
            Attachments.restore(outer);
        }
    }

    Object readTree(String json, Class<?> type) {
        JsonValue value;
        try (JsonReader reader = trees().createReader(new StringReader(json))) {
            value = reader.readValue();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(JsonText.kind(json) + " does not fit " + type.getName(), e);
        }
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(JsonText.kind(json) + " does not fit " + type.getName());
        }
        return value;
    }

    void close() {
        Jsonb open;
        synchronized (lock) {
            open = jsonb;
            jsonb = null;
            trees = null;
        }
        if (open != null) {
            closeQuietly(open);
        }
    }

    private static void closeQuietly(Jsonb open) {
        try {
            open.close();
        } catch (Exception e) {
            Log.debug("Closing JSON-B failed", e);
        }
    }

    private Jsonb jsonb() {
        Jsonb found = own == null ? jsonb : own;
        if (found == null) {
            synchronized (lock) {
                found = jsonb;
                if (found == null) {
                    found = JsonbBuilder.create(withBinary(config));
                    jsonb = found;
                }
            }
        }
        return found;
    }

    private JsonReaderFactory trees() {
        JsonReaderFactory found = trees;
        if (found == null) {
            synchronized (lock) {
                found = trees;
                if (found == null) {
                    found = JsonProvider.provider().createReaderFactory(Map.of());
                    trees = found;
                }
            }
        }
        return found;
    }

    private static JsonbConfig withBinary(JsonbConfig theirs) {
        JsonbConfig all = new JsonbConfig();
        if (theirs != null) {
            theirs.getAsMap().forEach(all::setProperty);
        }
        return all.withSerializers(new BinarySerializers.OfBytes(), new BinarySerializers.OfBuffer())
                .withDeserializers(new BinaryDeserializers.OfBytes(), new BinaryDeserializers.OfBuffer());
    }
}
