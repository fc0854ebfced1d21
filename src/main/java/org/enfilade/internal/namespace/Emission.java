package org.enfilade.internal.namespace;

import java.util.List;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.json.BinaryParts;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.EventNames;
import org.enfilade.internal.packet.PacketEncoder;
import org.enfilade.internal.reach.Encoded;
import org.enfilade.internal.text.JsonArrays;
import org.enfilade.internal.text.JsonStrings;

/** An event that leaves, encoded once for all its receivers but for the namespace and the acknowledgement id. */
record Emission(String event, String json, List<byte[]> attachments) {
    /** What the official clients accept. */
    private static final int MAX_ATTACHMENTS = 10;

    /** Encodes an event; {@code IllegalArgumentException} says what cannot be sent. */
    static Emission of(JsonBinding binding, String event, Object... args) {
        if (EventNames.isReserved(event)) {
            throw new IllegalArgumentException("\"" + event + "\" is a reserved event name");
        }
        StringBuilder json = new StringBuilder(64).append('[');
        JsonStrings.quote(event, json);
        List<byte[]> attachments = write(binding, json, true, args);
        return new Emission(event, json.toString(), attachments);
    }

    /** An event of another node; {@code IllegalArgumentException} if it is none. */
    static Emission of(Encoded event) {
        List<String> elements = JsonArrays.elements(event.json());
        if (elements.isEmpty() || elements.get(0).charAt(0) != '"') {
            throw new IllegalArgumentException("an event without a name");
        }
        return new Emission(JsonStrings.unquote(elements.get(0)), event.json(), event.attachments());
    }

    /** The same for other nodes. */
    Encoded encoded() {
        return new Encoded(json, attachments);
    }

    /** Writes values as the rest of a JSON array, the closing bracket included; returns their binary values. */
    static List<byte[]> write(JsonBinding binding, StringBuilder json, boolean follows, Object... args) {
        BinaryParts attachments = BinaryParts.atMost(MAX_ATTACHMENTS);
        boolean comma = follows;
        for (Object arg : arguments(args)) {
            if (comma) {
                json.append(',');
            }
            comma = true;
            binding.write(arg, json, attachments);
        }
        json.append(']');
        return attachments.isEmpty() ? List.of() : attachments;
    }

    /**
     * What was meant by a call: Java passes {@code null}, or an array of objects, that is the only argument as all of
     * them.
     */
    private static Object[] arguments(Object[] args) {
        return args != null && args.getClass() == Object[].class ? args : new Object[] {args};
    }

    /** About how many bytes it is long. */
    int length() {
        int length = json.length();
        for (byte[] attachment : attachments) {
            length += attachment.length;
        }
        return length;
    }

    /** The message for the sockets of a namespace. */
    Message message(String namespace, long ackId) {
        return Message.of(PacketEncoder.event(namespace, ackId, json, attachments.size()), attachments);
    }
}
