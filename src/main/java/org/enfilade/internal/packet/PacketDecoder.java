package org.enfilade.internal.packet;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns the messages of one connection into packets. Keeps a binary packet until its attachments have come; not safe for use
 * by several threads.
 */
public final class PacketDecoder {
    /** Bounds of a packet: attachments, nesting, and the length of a namespace's name. */
    public record Limits(int attachments, int jsonDepth, int namespaceLength) {}

    private static final int MAX_ID_DIGITS = 15;

    private final Limits limits;
    private Header awaited;
    private List<byte[]> received;

    /** What a binary packet's text said. */
    private record Header(
            boolean event, String namespace, long id, List<String> elements, int attachments, int length) {}

    public PacketDecoder(Limits limits) {
        this.limits = limits;
    }

    /** Decodes a text message; {@code null} if it begins a packet whose attachments are still to come. */
    public Packet text(String message) throws ProtocolException {
        if (awaited != null) {
            throw new ProtocolException("text while attachments are awaited");
        }
        return new Cursor(message).packet();
    }

    /** Takes an attachment; {@code null} if more are to come. */
    public Packet binary(byte[] attachment) throws ProtocolException {
        if (awaited == null) {
            throw new ProtocolException("an attachment that nobody announced");
        }
        received.add(attachment);
        if (received.size() < awaited.attachments) {
            return null;
        }
        Packet packet = finish(awaited, received);
        awaited = null;
        received = null;
        return packet;
    }

    private static Packet finish(Header header, List<byte[]> attachments) throws ProtocolException {
        int length = header.length;
        for (byte[] attachment : attachments) {
            length += attachment.length;
        }
        if (!header.event) {
            return new Packet.Ack(header.namespace, header.id, header.elements, attachments);
        }
        List<String> elements = header.elements;
        return new Packet.Event(
                header.namespace,
                header.id,
                name(elements),
                List.copyOf(elements.subList(1, elements.size())),
                attachments,
                length);
    }

    private static String name(List<String> elements) throws ProtocolException {
        if (elements.isEmpty()) {
            throw new ProtocolException("an event without a name");
        }
        String first = elements.get(0);
        char c = first.charAt(0);
        if (c != '"') {
            if (c == '-' || (c >= '0' && c <= '9')) {
                return first;
            }
            throw new ProtocolException("an event whose name is neither a text nor a number");
        }
        String name = first.indexOf('\\') < 0 ? first.substring(1, first.length() - 1) : JsonStrings.unquote(first);
        if (EventNames.isReserved(name)) {
            throw new ProtocolException("an event with the reserved name " + name);
        }
        return name;
    }

    /** Reads one text packet. */
    private final class Cursor {
        private final String text;
        private int at;

        Cursor(String text) {
            this.text = text;
        }

        Packet packet() throws ProtocolException {
            char type = text.isEmpty() ? 0 : text.charAt(at++);
            return switch (type) {
                case '0' -> new Packet.Connect(namespace(), auth());
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

        private String auth() throws ProtocolException {
            if (at == text.length()) {
                return "";
            }
            new JsonScanner(text, at, limits.jsonDepth, -1).object();
            return text.substring(at);
        }

        private Packet payload(boolean event, int attachments) throws ProtocolException {
            String namespace = namespace();
            long id = id();
            List<String> elements =
                    new JsonScanner(text, at, limits.jsonDepth, attachments > 0 ? attachments : -1).elements();
            Header header = new Header(event, namespace, id, elements, attachments, text.length());
            if (attachments == 0) {
                return finish(header, List.of());
            }
            if (event) {
                name(elements);
            }
            awaited = header;
            received = new ArrayList<>(attachments);
            return null;
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
            if (count > limits.attachments) {
                throw new ProtocolException("more than " + limits.attachments + " attachments");
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
            if (end - at > limits.namespaceLength) {
                throw new ProtocolException("a namespace longer than " + limits.namespaceLength);
            }
            String namespace = text.substring(at, end);
            at = comma < 0 ? end : end + 1;
            return namespace;
        }

        private long id() throws ProtocolException {
            int start = at;
            long id = 0;
            while (at < text.length() && isDigit(text.charAt(at))) {
                if (at - start == MAX_ID_DIGITS) {
                    throw new ProtocolException("an acknowledgement id of more than " + MAX_ID_DIGITS + " digits");
                }
                id = id * 10 + (text.charAt(at++) - '0');
            }
            return at == start ? Packet.NO_ID : id;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
