package org.enfilade.internal.web;

import java.io.ByteArrayOutputStream;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.Inbound;

/**
 * Puts the messages of a WebSocket together from the parts that the server reads, and no further than the limit. Not for several threads
 * at once. The parts of one message follow one another.
 */
final class MessageAssembly {
    private final Inbound inbound;
    private final int limit;
    /** What is kept of messages that are not complete. */
    private final Account kept;

    /** The message under way; {@code null} between messages, and for one that is a single part. */
    private StringBuilder text;

    private ByteArrayOutputStream binary;
    private boolean tooBig;

    /** @param limit how many bytes a message may have */
    MessageAssembly(Inbound inbound, int limit, Account kept) {
        this.kept = kept;
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
                kept.give(text.length());
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
                kept.give(binary.size());
                binary = null;
                inbound.binary(whole);
            }
        }
    }

    /** The WebSocket is gone, and with it what is not complete. Idempotent, and for any thread. */
    void end() {
        kept.close();
    }

    /** Whether a message may go on; the first one that may not is the last of its WebSocket. */
    private boolean hasRoom(int length, int more) {
        if (!tooBig && (more > limit - length || !kept.take(more))) {
            tooBig = true;
            text = null;
            binary = null;
            kept.close();
            inbound.tooBig();
        }
        return !tooBig;
    }
}
