package org.enfilade.internal.packet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.enfilade.internal.text.JsonStrings;
import org.enfilade.spi.Parser;
import org.enfilade.spi.ValueSink;

/**
 * Takes what a parser reads of one message, and makes a packet of it in the form that {@link Payload} knows. Whatever
 * the parser and the client do, the rules and limits of the server hold here. Of one thread.
 */
final class ReceivedPacket implements Parser.Input, ValueSink {
    /** Ends the parser's work; what is wrong is kept here, since a parser may catch this. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * How much longer than the largest message a packet may be in the form of {@link Payload}: a truth value is one
     * byte for some parsers, and six characters there.
     */
    private static final int EXPANSION = 8;

    /** What an attachment occupies besides its bytes. */
    private static final int ATTACHMENT_BYTES = 24;

    /** What the data begin with, by the type. */
    private static final String ROOTS = "{-[[{";

    /** Data of the client that look like the place of an attachment: JSON, but not to the readers. */
    private static final String MARK = "_placeholder";

    private static final String ESCAPED_MARK = "\"\\u005fplaceholder\"";

    private static final byte[] NO_BYTES = {};

    private final PacketLimits limits;
    private final long maxSize;

    private Parser.Type type;
    private String namespace;
    private long id;
    private ProtocolException failure;

    /** The data; of an array the element that is being written. */
    private final StringBuilder json = new StringBuilder(64);

    private final List<String> elements = new ArrayList<>(4);
    private List<byte[]> attachments = List.of();
    /** What the elements and attachments occupy. */
    private long size;

    private int marks;

    private int open;
    /** Which of the arrays and objects that are open are objects. */
    private final BitSet objects = new BitSet();

    private boolean hasData;
    private boolean needsComma;
    private boolean needsValue;

    ReceivedPacket(PacketLimits limits) {
        this.limits = limits;
        this.maxSize = (long) EXPANSION * limits.binaryPacket();
    }

    /** What came of it. */
    Packet packet() throws ProtocolException {
        if (failure != null) {
            throw failure;
        }
        if (type == null || open > 0) {
            throw new ProtocolException("a message that is no packet, or not all of one");
        }
        int length = (int) Math.min(size + json.length(), Integer.MAX_VALUE);
        return switch (type) {
            case CONNECT -> new Packet.Connect(namespace, auth(), length);
            case EVENT ->
                new Packet.Event(
                        namespace,
                        id,
                        Payload.receivedEvent(EventNames.first(elements), elements, attachments),
                        length);
            case ACK -> new Packet.Ack(namespace, id, values(), length);
            default -> new Packet.Disconnect(namespace);
        };
    }

    private Payload auth() {
        return hasData ? Payload.receivedValues(List.of(json.toString()), attachments) : Payload.NOTHING;
    }

    private Payload values() throws ProtocolException {
        if (!hasData) {
            throw new ProtocolException("an acknowledgement without values");
        }
        return Payload.receivedValues(elements, attachments);
    }

    /** What a parser did that it must not, or a limit that was broken; {@code null} if nothing. */
    ProtocolException failure() {
        return failure;
    }

    private Refused refuse(String why, String limit) {
        if (failure == null) {
            failure = new ProtocolException(why, limit);
        }
        return new Refused(failure.getMessage());
    }

    private Refused misplaced() {
        return refuse("data that are not what this packet carries", null);
    }

    @Override
    public ValueSink packet(Parser.Type read, String name, long ackId) {
        if (type != null || read == null || read == Parser.Type.CONNECT_ERROR) {
            throw refuse("a packet of a type that clients do not send, or more than one", null);
        }
        if (name.isEmpty() || name.charAt(0) != '/') {
            throw refuse("a namespace without a slash", null);
        }
        if (name.length() > limits.namespaceLength()) {
            throw refuse("a namespace longer than " + limits.namespaceLength(), "maxNamespaceLength");
        }
        if (ackId != Packet.NO_ID && (ackId < 0 || ackId > Packet.MAX_ID)) {
            throw refuse("an acknowledgement id that is none of 0 to " + Packet.MAX_ID, null);
        }
        type = read;
        namespace = name;
        id = ackId;
        return this;
    }

    // --- the data

    private void begin(char first) {
        if (failure != null || type == null) {
            throw misplaced();
        }
        if (open == 0) {
            if (hasData || first != ROOTS.charAt(type.ordinal())) {
                throw misplaced();
            }
            hasData = true;
        } else if (objects.get(open)) {
            if (!needsValue) {
                throw misplaced();
            }
            needsValue = false;
        } else if (needsComma) {
            json.append(',');
        }
        if (open > limits.jsonDepth()) {
            throw refuse("values nested deeper than " + limits.jsonDepth(), "maxJsonDepth");
        }
    }

    /** A value is complete. */
    private void done() {
        needsComma = true;
        if (open == 1 && !objects.get(1)) {
            elements.add(json.toString());
            size += json.length() + (elements.size() > Payload.FEW_ARGUMENTS ? Payload.ARGUMENT_BYTES : 0);
            json.setLength(0);
            needsComma = false;
        }
        checkSize();
    }

    private void checkSize() {
        if (size + json.length() > maxSize) {
            throw refuse(
                    "a packet that says more than " + EXPANSION + " times what a message may be long",
                    "maxHttpBufferSize");
        }
    }

    private void word(String word) {
        begin('w');
        json.append(word);
        done();
    }

    @Override
    public void writeNull() {
        word("null");
    }

    @Override
    public void writeBoolean(boolean value) {
        word(value ? "true" : "false");
    }

    @Override
    public void writeLong(long value) {
        begin('0');
        json.append(value);
        done();
    }

    @Override
    public void writeBigInteger(BigInteger value) {
        word(value.toString());
    }

    /** As JavaScript's JSON has it: what is not finite is null, what is whole has no point. */
    @Override
    public void writeDouble(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            writeNull();
        } else if (value == Math.rint(value) && Math.abs(value) <= Packet.MAX_ID) {
            writeLong((long) value);
        } else {
            begin('0');
            json.append(value);
            done();
        }
    }

    @Override
    public void writeText(String value) {
        begin('"');
        JsonStrings.quote(value, json);
        done();
    }

    @Override
    public void writeBinary(byte[] value) {
        begin('b');
        if (attachments.isEmpty()) {
            attachments = new ArrayList<>(2);
        }
        json.append("{\"")
                .append(MARK)
                .append("\":true,\"num\":")
                .append(attachments.size())
                .append('}');
        attachments.add(value.length == 0 ? NO_BYTES : value);
        size += value.length + ATTACHMENT_BYTES;
        done();
    }

    @Override
    public void startArray(int ignored) {
        start('[');
    }

    @Override
    public void startObject(int ignored) {
        start('{');
    }

    private void start(char bracket) {
        begin(bracket);
        if (open > 0 || bracket == '{') {
            json.append(bracket);
        }
        open++;
        objects.set(open, bracket == '{');
        needsComma = false;
    }

    @Override
    public void writeKey(String key) {
        if (failure != null || open == 0 || !objects.get(open) || needsValue) {
            throw misplaced();
        }
        if (needsComma) {
            json.append(',');
        }
        if (key.equals(MARK)) {
            mark();
        } else {
            JsonStrings.quote(key, json);
        }
        json.append(':');
        needsValue = true;
        checkSize();
    }

    /** Few: JSON-B reads the escaped spelling like the plain one, and would multiply the attachments. */
    private void mark() {
        if (++marks > limits.attachments()) {
            throw refuse("more than " + limits.attachments() + " look-alikes of placeholders", "maxAttachments");
        }
        json.append(ESCAPED_MARK);
    }

    @Override
    public void end() {
        if (failure != null || open == 0 || needsValue) {
            throw misplaced();
        }
        boolean object = objects.get(open);
        if (open > 1 || object) {
            json.append(object ? '}' : ']');
        }
        open--;
        if (open > 0) {
            done();
        }
    }
}
