package org.enfilade.internal.web;

import java.io.ByteArrayOutputStream;
import org.enfilade.internal.engine.Inbound;

/**
 * Puts the messages of a WebSocket together from the parts that the server reads, and no further than the limit. Not for several threads
 * at once. The parts of one message follow one another.
 */
final class MessageAssembly {
    private final Inbound inbound;
    private final int limit;
    /** The message under way; {@code null} between messages, and for one that is a single part. */
    private StringBuilder text;

    private ByteArrayOutputStream binary;
    private boolean tooBig;

    /** @param limit how many bytes a message may have */
    MessageAssembly(Inbound inbound, int limit) {
        this.inbound = inbound;
        this.limit = limit;
    }

    /** A part of a text. A text has at least as many bytes as characters; who takes the whole of it counts them. */
    void text(String part, boolean last) {
        if (last && text == null && !tooBig) {
            inbound.text(part);
        } else if (hasRoom(text == null ? 0 : text.length(), part.length())) {
            text = text == null ? new StringBuilder(part.length() * 2) : text;
            text.append(part);
            if (last) {
                String whole = text.toString();
                text = null;
                inbound.text(whole);
            }
        }
    }

    /** A part of a binary message; the array may be used again by the server. */
    void binary(byte[] part, boolean last) {
        if (last && binary == null && !tooBig) {
            inbound.binary(part);
        } else if (hasRoom(binary == null ? 0 : binary.size(), part.length)) {
            binary = binary == null ? new ByteArrayOutputStream(part.length * 2) : binary;
            binary.writeBytes(part);
            if (last) {
                byte[] whole = binary.toByteArray();
                binary = null;
                inbound.binary(whole);
            }
        }
    }

    /** Whether a message may go on; the first one that may not is the last of its WebSocket. */
    private boolean hasRoom(int length, int more) {
        if (!tooBig && more > limit - length) {
            tooBig = true;
            text = null;
            binary = null;
            inbound.tooBig();
        }
        return !tooBig;
    }
}
