package org.enfilade.internal.namespace;

import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.enfilade.internal.reach.BusWriter;
import org.enfilade.internal.reach.Coded;

/**
 * What the application keeps with a socket, on its way to another node. Texts, numbers and truth values come out as
 * they went in, all else as what its JSON says: no class is named, so none is made for whoever sends this.
 */
final class CarriedData {
    private enum Kind implements Coded {
        TEXT(1),
        TRUTH(2),
        INT(3),
        LONG(4),
        DOUBLE(5),
        /** A value of JSON-P. */
        JSON(6),
        OTHER(7);

        private static final Kind[] ALL = values();

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }

        static Kind of(Object value) {
            if (value instanceof String) {
                return TEXT;
            } else if (value instanceof Boolean) {
                return TRUTH;
            } else if (value instanceof Integer) {
                return INT;
            } else if (value instanceof Long) {
                return LONG;
            } else if (value instanceof Double) {
                return DOUBLE;
            }
            return value instanceof JsonValue ? JSON : OTHER;
        }
    }

    private static final int LEAST_BYTES = 3;

    private record Entry(String key, Object value) {}

    private CarriedData() {}

    /** Writes it; {@code IllegalArgumentException} says what cannot be written. */
    static byte[] write(Map<String, Object> data, JsonBinding binding) {
        Map<String, Object> now = Map.copyOf(data);
        BusWriter out = new BusWriter();
        out.number(now.size());
        now.forEach((key, value) -> {
            Kind kind = Kind.of(value);
            out.text(key);
            out.oneByte(kind.code());
            if (kind == Kind.JSON || kind == Kind.OTHER) {
                Payload.Builder json = new Payload.Builder(binding);
                json.add(value);
                out.payload(json.build());
            } else {
                out.text(value.toString());
            }
        });
        return out.toBytes();
    }

    /** Reads what {@link #write} has written. */
    static Map<String, Object> read(byte[] bytes, JsonBinding binding) throws BusFormatException {
        BusReader in = new BusReader(bytes);
        Map<String, Object> data = new HashMap<>();
        try {
            for (Entry entry : in.list(LEAST_BYTES, each -> entry(each, binding))) {
                data.put(entry.key, entry.value);
            }
        } catch (IllegalArgumentException e) {
            throw new BusFormatException("the data of a socket: " + e.getMessage());
        }
        in.end();
        return data;
    }

    private static Entry entry(BusReader in, JsonBinding binding) throws BusFormatException {
        String key = in.text();
        Kind kind = in.oneOf(Kind.ALL);
        return new Entry(
                key,
                switch (kind) {
                    case TEXT -> in.text();
                    case TRUTH -> Boolean.valueOf(in.text());
                    case INT -> Integer.valueOf(in.text());
                    case LONG -> Long.valueOf(in.text());
                    case DOUBLE -> Double.valueOf(in.text());
                    case JSON -> json(in.payload(), binding, JsonValue.class);
                    case OTHER -> json(in.payload(), binding, Object.class);
                });
    }

    private static Object json(Payload values, JsonBinding binding, Class<?> type) throws BusFormatException {
        Object value = values.size() == 1 ? values.read(0, binding, type) : null;
        if (value == null) {
            throw new BusFormatException("not one value in the data of a socket");
        }
        return value;
    }
}
