package org.enfilade.internal.engine;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.enfilade.internal.frames.Frames;
import org.enfilade.internal.text.Utf8;

/**
 * Engine.IO packets that belong together: a text, if there is one, and the binary ones that follow it. Immutable, so
 * that a broadcast is one message for all its receivers. The frame of a text is made at once, the forms that only some
 * transports need when they are first asked for.
 */
public final class Message {
    static final Message PING = new Message("2", List.of());
    private static final Message PONG = new Message("3", List.of());
    static final Message CLOSE = new Message("1", List.of());
    static final Message NOOP = new Message("6", List.of());

    /** What it occupies besides what it says. */
    private static final int OWN_BYTES = 64;

    private final String text; // null if there is none
    private final List<byte[]> attachments;
    private final int size;
    private final boolean compress;
    /** How many queues it waits in; guarded by this. */
    private int holders;

    private String payload;
    private volatile byte[] frames; // volatile: unlike a text, an array may be seen before its contents
    private volatile Older older;

    private Message(String text, List<byte[]> attachments) {
        this.text = text;
        this.attachments = attachments;
        this.compress = true;
        if (attachments.isEmpty()) {
            // to encode a text is as fast as to count its bytes, and mostly has to be done
            byte[] frame = Frames.of(text, attachments);
            this.frames = frame;
            this.size = Frames.payloadLength(frame);
        } else {
            this.size = sizeOf(text, attachments);
        }
    }

    private Message(Message other, boolean compress) {
        this.text = other.text;
        this.attachments = other.attachments;
        this.frames = other.frames;
        this.size = other.size;
        this.compress = compress;
    }

    /** An Engine.IO message packet, with the binary packets that follow it. */
    public static Message of(String text, List<byte[]> attachments) {
        return new Message("4".concat(text), attachments);
    }

    /** A binary Engine.IO message packet. */
    public static Message binary(byte[] message) {
        return new Message(null, List.of(message));
    }

    /** The same, worth compressing or not, as far as a transport compresses. */
    public Message compress(boolean worthIt) {
        return worthIt == compress ? this : new Message(this, worthIt);
    }

    /** Whether one of them is worth compressing. All are, unless somebody says otherwise. */
    static boolean anyCompresses(List<Message> messages) {
        for (Message message : messages) {
            if (message.compress) {
                return true;
            }
        }
        return false;
    }

    /** A text that is no packet, for a client that is refused. */
    public static Message answer(String text) {
        return new Message(text, List.of());
    }

    /** A text packet, its type included, that somebody else has made. */
    public static Message packet(String text) {
        return new Message(text, List.of());
    }

    /** The answer to a ping, which carries the same. */
    static Message pong(String data) {
        return data.isEmpty() ? PONG : new Message("3".concat(data), List.of());
    }

    /** The handshake. */
    static Message open(String sid, String upgrades, EngineOptions options) {
        String json = "{\"sid\":\"" + sid + "\",\"upgrades\":[" + upgrades + "],\"pingInterval\":"
                + options.pingInterval().toMillis() + ",\"pingTimeout\":"
                + options.pingTimeout().toMillis() + ",\"maxPayload\":" + options.maxPayload() + "}";
        return new Message("0".concat(json), List.of());
    }

    private static int sizeOf(String text, List<byte[]> attachments) {
        int size = text == null ? 0 : Utf8.length(text);
        for (byte[] attachment : attachments) {
            size += attachment.length;
        }
        return size;
    }

    /** The text packet, its type included; {@code null} if there is none. */
    public String text() {
        return text;
    }

    /** The binary packets; not to be changed. */
    public List<byte[]> attachments() {
        return attachments;
    }

    /** How many bytes it occupies on a WebSocket, without the frames' headers. */
    public int size() {
        return size;
    }

    /**
     * Waits in one more queue. However many there are, it counts once, with the form that is made of it; {@code false}
     * if all that waits is too much by now, though it counts.
     */
    public boolean hold(Budget budget) {
        return isConstant() || !isFirst() || budget.add(weight());
    }

    /** Waits in one queue less. */
    public void release(Budget budget) {
        if (!isConstant() && isLast()) {
            budget.add(-weight());
        }
    }

    private synchronized boolean isFirst() {
        return holders++ == 0;
    }

    private synchronized boolean isLast() {
        return --holders == 0;
    }

    /** A packet of a single character is made once for all deployments. */
    private boolean isConstant() {
        return text != null && text.length() == 1;
    }

    /** About how many bytes it occupies, with one form that is made of it. */
    public long weight() {
        return OWN_BYTES + 2L * size;
    }

    /** What a WebSocket carries, its frames' headers included; not to be changed. Racing threads make equal bytes. */
    public byte[] frames() {
        byte[] made = frames;
        if (made == null) {
            made = Frames.of(text, attachments);
            frames = made;
        }
        return made;
    }

    /** How many bytes it adds to a polling payload, its separator included. */
    int payloadSize() {
        int bytes = text == null ? size : size + 1;
        for (byte[] attachment : attachments) {
            bytes += 2 + (attachment.length + 2) / 3 * 4 - attachment.length;
        }
        return bytes;
    }

    /** What a polling payload carries. Racing threads make equal texts. */
    String payload() {
        String made = payload;
        if (made == null) {
            if (attachments.isEmpty()) {
                return text;
            }
            made = payloadWithAttachments();
            payload = made;
        }
        return made;
    }

    private String payloadWithAttachments() {
        StringBuilder out = new StringBuilder(size * 4 / 3 + 16);
        if (text != null) {
            out.append(text).append(Payload.SEPARATOR);
        }
        String separator = "";
        for (byte[] attachment : attachments) {
            out.append(separator).append('b').append(Base64.getEncoder().encodeToString(attachment));
            separator = String.valueOf(Payload.SEPARATOR);
        }
        return out.toString();
    }

    // --- revision 3, for which a message without binary packets is the same

    /** The same with the type of each binary packet in front of it. */
    Message withTypes() {
        return attachments.isEmpty() ? this : older().typed(this);
    }

    /** The same in text packets alone. */
    List<Message> inTexts() {
        return attachments.isEmpty() ? List.of(this) : older().texts(this);
    }

    /** What a polling payload carries, binary packets as text. */
    void appendTo(StringBuilder out) {
        if (attachments.isEmpty()) {
            LengthPrefixed.append(text, out);
        } else {
            out.append(older().payload(this));
        }
    }

    /** What a binary polling payload carries; not to be changed. */
    byte[] binaryPayload() {
        return attachments.isEmpty() ? LengthPrefixed.binary(text, List.of()) : older().binaryPayload(this);
    }

    private Older older() {
        Older made = older;
        if (made == null) {
            made = new Older();
            older = made;
        }
        return made;
    }

    /** The forms of revision 3. Racing threads make equal ones. */
    private static final class Older {
        private volatile Message typed;
        private volatile List<Message> texts;
        private volatile byte[] binaryPayload;
        private String payload;

        Message typed(Message of) {
            Message made = typed;
            if (made == null) {
                made = new Message(
                        of.text,
                        of.attachments.stream().map(LengthPrefixed::withType).toList());
                typed = made;
            }
            return made;
        }

        List<Message> texts(Message of) {
            List<Message> made = texts;
            if (made == null) {
                made = new ArrayList<>(1 + of.attachments.size());
                if (of.text != null) {
                    made.add(new Message(of.text, List.of()));
                }
                for (byte[] attachment : of.attachments) {
                    made.add(new Message(LengthPrefixed.base64(attachment), List.of()));
                }
                texts = made;
            }
            return made;
        }

        String payload(Message of) {
            String made = payload;
            if (made == null) {
                StringBuilder out = new StringBuilder(of.size * 4 / 3 + 16);
                if (of.text != null) {
                    LengthPrefixed.append(of.text, out);
                }
                of.attachments.forEach(each -> LengthPrefixed.append(LengthPrefixed.base64(each), out));
                made = out.toString();
                payload = made;
            }
            return made;
        }

        byte[] binaryPayload(Message of) {
            byte[] made = binaryPayload;
            if (made == null) {
                made = LengthPrefixed.binary(of.text, typed(of).attachments);
                binaryPayload = made;
            }
            return made;
        }
    }

    @Override
    public String toString() {
        return attachments.isEmpty() ? text : text + " +" + attachments.size();
    }
}
