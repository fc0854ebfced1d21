package org.enfilade.internal.packet;

import java.lang.reflect.Type;
import java.util.List;
import org.enfilade.internal.json.BinaryParts;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.text.JsonArrays;
import org.enfilade.internal.text.JsonStrings;

/**
 * The content of a packet: the values of an acknowledgement, or those of an event behind its name. How it is written
 * is known in this package only. It is taken apart when somebody first asks for a value, and the name of an event that
 * comes from another node is read when somebody first asks for it. Immutable to all who see it; safe for use by any
 * thread.
 */
public final class Payload {
    /** No values at all. */
    public static final Payload NOTHING = receivedValues(List.of(), List.of());

    /** One value, an object without members. */
    public static final Payload EMPTY_OBJECT = receivedValues(List.of("{}"), List.of());

    /** What a value of a client occupies besides its characters; that of a few values is not worth counting. */
    static final int ARGUMENT_BYTES = 56;

    static final int FEW_ARGUMENTS = 16;

    /** What is longer grows as it is written. */
    private static final int MOST_ROOM = 1 << 20;

    /** A JSON array, never changed; {@code null} if a client sent it, which is cut already. */
    private final CharSequence json;

    /** How many elements of the array are no values: the name of an event. */
    private final int first;

    private final List<byte[]> attachments;

    /** Whether it is worth compressing, as whoever sends it says. */
    private final boolean compress;

    // Both are made when first asked for. Racing threads make equal ones, which final fields make safe to share.
    private String name;
    private List<String> elements;

    private Payload(CharSequence json, int first, List<byte[]> attachments, String name, List<String> elements) {
        this.json = json;
        this.first = first;
        this.attachments = attachments;
        this.compress = true;
        this.name = name;
        this.elements = elements;
    }

    /** The same as another one, with what has changed about it. */
    private Payload(Payload other, CharSequence json, boolean compress) {
        this.json = json;
        this.first = other.first;
        this.attachments = other.attachments;
        this.compress = compress;
        this.name = other.name;
        this.elements = json == other.json ? other.elements : null;
    }

    /** An event of a client. */
    static Payload receivedEvent(String name, List<String> elements, List<byte[]> attachments) {
        return new Payload(null, 1, attachments, name, elements);
    }

    /** Values of a client. */
    static Payload receivedValues(List<String> elements, List<byte[]> attachments) {
        return new Payload(null, 0, attachments, null, elements);
    }

    /** Writes an event; {@code IllegalArgumentException} says what cannot be sent. */
    public static Payload event(JsonBinding binding, String name, Object... args) {
        if (EventNames.isReserved(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is a reserved event name");
        }
        StringBuilder json = newArray(args);
        JsonStrings.quote(name, json);
        return written(binding, json, 1, name, args);
    }

    /** Writes values; {@code IllegalArgumentException} says what cannot be sent. */
    public static Payload values(JsonBinding binding, Object... args) {
        return written(binding, newArray(args), 0, null, args);
    }

    /** Has room for the texts among the values: growing would copy them, and clear more than they need. */
    private static StringBuilder newArray(Object[] args) {
        long length = 64;
        for (Object arg : arguments(args)) {
            if (arg instanceof String text) {
                length += text.length();
            }
        }
        return new StringBuilder((int) Math.min(length, MOST_ROOM)).append('[');
    }

    private static Payload written(JsonBinding binding, StringBuilder json, int first, String name, Object... args) {
        BinaryParts attachments = binding.newParts();
        boolean comma = first > 0;
        for (Object arg : arguments(args)) {
            if (comma) {
                json.append(',');
            }
            comma = true;
            binding.write(arg, json, attachments);
        }
        json.append(']');
        return new Payload(json, first, attachments.isEmpty() ? List.of() : attachments, name, null);
    }

    /**
     * What was meant by a call: Java passes {@code null}, or an array of objects, that is the only argument as all of
     * them.
     */
    private static Object[] arguments(Object[] args) {
        return args != null && args.getClass() == Object[].class ? args : new Object[] {args};
    }

    /** Gathers values one by one, with any number of attachments: for other nodes, not for clients. */
    public static final class Builder {
        private final JsonBinding binding;
        private final StringBuilder json = new StringBuilder("[");
        private final BinaryParts attachments = BinaryParts.unlimited();

        public Builder(JsonBinding binding) {
            this.binding = binding;
        }

        /** Adds a value; {@code IllegalArgumentException} if it cannot be written, and nothing is added then. */
        public void add(Object value) {
            int length = json.length();
            boolean added = false;
            try {
                if (length > 1) {
                    json.append(',');
                }
                binding.write(value, json, attachments);
                added = true;
            } finally {
                if (!added) {
                    json.setLength(length);
                }
            }
        }

        /** To be called once. */
        public Payload build() {
            return new Payload(json.append(']'), 0, attachments, null, null);
        }
    }

    /** What another node has written, as {@link #text()} and {@link #attachments()} gave it. Nothing is checked yet. */
    public static Payload ofNode(String text, List<byte[]> attachments) {
        return new Payload(text, 0, attachments, null, null);
    }

    /**
     * The same as an event, if another node has sent it as one. Looks at both ends only, however long it is.
     *
     * @throws IllegalArgumentException if it cannot be one
     */
    public Payload asEvent() {
        if (first > 0) {
            return this;
        }
        int length = json == null ? 0 : json.length();
        if (length < 4 || json.charAt(0) != '[' || json.charAt(1) != '"' || json.charAt(length - 1) != ']') {
            throw new IllegalArgumentException("an event without a name");
        }
        return new Payload(json, 1, attachments, null, null).compress(compress);
    }

    /** The same, worth compressing or not. */
    public Payload compress(boolean worthIt) {
        return worthIt == compress ? this : new Payload(this, json, worthIt);
    }

    /** Whether it is worth compressing; all is, unless somebody says otherwise. */
    public boolean compress() {
        return compress;
    }

    /** The same event with one text more. */
    public Payload with(String text) {
        StringBuilder more = open(text.length() + 4).append(',');
        JsonStrings.quote(text, more);
        return new Payload(this, more.append(']'), compress);
    }

    /**
     * The same event, with {@code null} behind its last element if that is a text, be it the name. Clients that may
     * come back take a text there for a position.
     */
    public Payload withoutTextAtEnd() {
        CharSequence all = json == null ? text() : json;
        return all.charAt(all.length() - 2) == '"' ? new Payload(this, open(6).append(",null]"), compress) : this;
    }

    private StringBuilder open(int more) {
        CharSequence all = json == null ? text() : json;
        int end = all.length() - 1;
        return new StringBuilder(end + more).append(all, 0, end);
    }

    /** The name of the event; the rest of it is not looked at. */
    public String name() {
        String read = name;
        if (read == null) {
            if (first == 0) {
                throw new IllegalStateException("Values without a name");
            }
            read = JsonArrays.firstText(json.toString());
            name = read;
        }
        return read;
    }

    /** How many values there are, the name of an event not counted. */
    public int size() {
        return elements().size() - first;
    }

    /**
     * Binds a value.
     *
     * @param index below {@link #size()}
     * @throws IllegalArgumentException if it does not fit the type
     */
    public Object read(int index, JsonBinding binding, Type type) {
        return binding.read(elements().get(first + index), attachments, type);
    }

    /** The elements of the array, the name of an event included. */
    List<String> elements() {
        List<String> cut = elements;
        if (cut == null) {
            cut = List.copyOf(JsonArrays.elements(json.toString()));
            elements = cut;
        }
        return cut;
    }

    /** All of it for another node, the name of an event included; {@link #ofNode} reads it. */
    public String text() {
        return json == null ? "[" + String.join(",", elements) + "]" : json.toString();
    }

    /** The binary values; not to be changed. */
    public List<byte[]> attachments() {
        return attachments;
    }

    /** How many characters the array has; 0 if that is not known yet. */
    int textLength() {
        return json == null ? 0 : json.length();
    }

    /** About how many bytes it is long; for what this server or another one has written. */
    public int length() {
        int length = textLength();
        for (byte[] attachment : attachments) {
            length += attachment.length;
        }
        return length;
    }

    /** The array as a packet carries it. */
    void appendTo(StringBuilder out) {
        out.append(json == null ? text() : json);
    }

    /** Not what it says: this may get into a log. */
    @Override
    public String toString() {
        return first > 0 ? "an event" : "values";
    }
}
