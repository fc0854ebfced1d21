package org.enfilade.internal.packet;

import java.util.ArrayList;
import java.util.List;
import org.enfilade.internal.text.InvalidJsonException;
import org.enfilade.internal.text.JsonScanner;
import org.enfilade.internal.text.PlaceholderKeys;

/**
 * Turns the messages of one connection into packets. Keeps a binary packet until its attachments have come; not safe
 * for use by several threads.
 */
public final class PacketDecoder extends PacketReader {
    private final PacketLimits limits;
    private Header awaited;
    private List<byte[]> received;
    private int receivedCount;
    private int waitingBytes;
    private boolean ignored;

    /** What a binary packet's text said. */
    private record Header(
            boolean event, String namespace, long id, List<String> elements, int attachments, int length) {}

    public PacketDecoder(PacketLimits limits) {
        this.limits = limits;
    }

    /** Decodes a text message; {@code null} if it begins a packet whose attachments are still to come. */
    @Override
    public Packet text(String message) throws ProtocolException {
        if (awaited != null) {
            throw new ProtocolException("text while attachments are awaited");
        }
        try {
            return new Cursor(message).packet();
        } catch (InvalidJsonException e) {
            throw new ProtocolException(e.getMessage(), e.limit());
        }
    }

    /** Takes an attachment; {@code null} if more are to come, or if the packet is ignored. */
    @Override
    public Packet binary(byte[] attachment) throws ProtocolException {
        if (awaited == null) {
            throw new ProtocolException("an attachment that nobody announced");
        }
        if (!ignored) {
            if (attachment.length > limits.binaryPacket() - waitingBytes) {
                throw new ProtocolException(
                        "a packet of more than " + limits.binaryPacket() + " bytes", "maxHttpBufferSize");
            }
            received.add(attachment);
            waitingBytes += attachment.length;
        }
        receivedCount++;
        if (receivedCount < awaited.attachments) {
            return null;
        }
        Packet packet = ignored ? null : finish(awaited, received);
        forget();
        return packet;
    }

    private void forget() {
        awaited = null;
        received = null;
        receivedCount = 0;
        waitingBytes = 0;
        ignored = false;
    }

    @Override
    public String awaitedNamespace() {
        return awaited == null ? null : awaited.namespace;
    }

    @Override
    public void ignoreAwaited() {
        ignored = true;
        received = List.of();
        waitingBytes = 0;
        awaited = new Header(false, awaited.namespace, Packet.NO_ID, List.of(), awaited.attachments, 0);
    }

    @Override
    public int waitingBytes() {
        return waitingBytes;
    }

    private static Packet finish(Header header, List<byte[]> attachments) throws ProtocolException {
        int length = header.length;
        for (byte[] attachment : attachments) {
            length += attachment.length;
        }
        if (!header.event) {
            Payload values = Payload.receivedValues(header.elements, attachments);
            return new Packet.Ack(header.namespace, header.id, values, length);
        }
        List<String> elements = header.elements;
        Payload event = Payload.receivedEvent(EventNames.first(elements), elements, attachments);
        return new Packet.Event(header.namespace, header.id, event, length);
    }

    /** Reads one text packet. */
    private final class Cursor {
        private final String text;
        private int at;

        Cursor(String text) {
            this.text = text;
        }

        Packet packet() throws ProtocolException, InvalidJsonException {
            char type = text.isEmpty() ? 0 : text.charAt(at++);
            return switch (type) {
                case '0' -> connect();
                case '1' -> disconnect();
                case '2' -> payload(true, 0);
                case '3' -> payload(false, 0);
                case '5' -> payload(true, attachments());
                case '6' -> payload(false, attachments());
                default -> throw new ProtocolException("a packet of a type that clients do not send");
            };
        }

        private Packet disconnect() throws ProtocolException {
            String namespace = namespace();
            if (at != text.length()) {
                throw new ProtocolException("DISCONNECT with a payload");
            }
            return new Packet.Disconnect(namespace);
        }

        private Packet connect() throws ProtocolException, InvalidJsonException {
            String namespace = namespace();
            if (at == text.length()) {
                return new Packet.Connect(namespace, Payload.NOTHING, 0);
            }
            new JsonScanner(text, at, limits.jsonDepth(), 0).object();
            String auth = text.substring(at);
            return new Packet.Connect(namespace, Payload.receivedValues(List.of(auth), List.of()), auth.length());
        }

        private Packet payload(boolean event, int attachments) throws ProtocolException, InvalidJsonException {
            String namespace = namespace();
            long id = id();
            JsonScanner scanner = new JsonScanner(text, at, limits.jsonDepth(), attachments);
            List<String> elements = scanner.elements();
            if (scanner.hasEscapedPlaces()) {
                elements.replaceAll(PlaceholderKeys::plain);
            }
            Header header = new Header(event, namespace, id, elements, attachments, length(elements));
            if (attachments == 0) {
                return finish(header, List.of());
            }
            if (event) {
                EventNames.first(elements);
            }
            awaited = header;
            received = new ArrayList<>(attachments);
            waitingBytes = header.length;
            return null;
        }

        /** What is kept of the text, roughly: many small arguments occupy much more than their characters. */
        private int length(List<String> elements) {
            return text.length() + Payload.ARGUMENT_BYTES * Math.max(0, elements.size() - Payload.FEW_ARGUMENTS);
        }

        private int attachments() throws ProtocolException {
            int start = at;
            int count = 0;
            while (at < text.length() && isDigit(text.charAt(at)) && at - start < 5) {
                count = count * 10 + (text.charAt(at++) - '0');
            }
            if (at == start || at == text.length() || text.charAt(at) != '-' || count < 1) {
                throw new ProtocolException("a binary packet without a count of attachments");
            }
            if (count > limits.attachments()) {
                throw new ProtocolException("more than " + limits.attachments() + " attachments", "maxAttachments");
            }
            at++;
            return count;
        }

        private String namespace() throws ProtocolException {
            if (at == text.length() || text.charAt(at) != '/') {
                return "/";
            }
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            if (end - at > limits.namespaceLength()) {
                throw new ProtocolException(
                        "a namespace longer than " + limits.namespaceLength(), "maxNamespaceLength");
            }
            String namespace = text.substring(at, end);
            at = comma < 0 ? end : end + 1;
            return namespace;
        }

        private long id() throws ProtocolException {
            int start = at;
            long id = 0;
            while (at < text.length() && isDigit(text.charAt(at))) {
                id = id * 10 + (text.charAt(at++) - '0');
                if (id > Packet.MAX_ID) {
                    throw new ProtocolException("an acknowledgement id of more than " + Packet.MAX_ID);
                }
            }
            return at == start ? Packet.NO_ID : id;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
