package org.enfilade.internal.web.wire;

import java.io.ByteArrayOutputStream;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.Inbound;

/**
 * Puts the messages of a WebSocket together from the parts that the server reads, and no further than the limit. Not
 * for several threads at once. The parts of one message follow one another.
 */
public final class MessageAssembly {
    private final Inbound inbound;
    private final int limit;
    /** What is kept of messages that are not complete. */
    private final Account kept;

    // guarded by this, but for a look by the reading thread, which alone sets them
    /** The message under way; {@code null} between messages, and for one that is a single part. */
    private StringBuilder text;

    private ByteArrayOutputStream binary;
    // guarded by this
    /** Nothing is put together any more: the WebSocket is gone, or a message was too big. */
    private volatile boolean over;

    /** @param limit how many bytes a message may have */
    public MessageAssembly(Inbound inbound, int limit, Account kept) {
        this.kept = kept;
        this.inbound = inbound;
        this.limit = limit;
    }

    /** A part of a text. A text has at least as many bytes as characters; who takes the whole of it counts them. */
    public void text(String part, boolean last) {
        if (last && text == null && !over) {
            inbound.text(part);
            return;
        }
        String whole = null;
        Runnable refusal;
        synchronized (this) {
            if (over) {
                return;
            }
            refusal = refusal(text == null ? 0 : text.length(), part.length());
            if (refusal == null) {
                text = text == null ? new StringBuilder(part.length() * 2) : text;
                text.append(part);
                if (last) {
                    whole = text.toString();
                    kept.give(text.length());
                    text = null;
                }
            } else {
                stop();
            }
        }
        if (whole != null) {
            inbound.text(whole);
        } else if (refusal != null) {
            refusal.run();
        }
    }

    /** A part of a binary message; the array may be used again by the server. */
    public void binary(byte[] part, boolean last) {
        if (last && binary == null && !over) {
            inbound.binary(part);
            return;
        }
        byte[] whole = null;
        Runnable refusal;
        synchronized (this) {
            if (over) {
                return;
            }
            refusal = refusal(binary == null ? 0 : binary.size(), part.length);
            if (refusal == null) {
                binary = binary == null ? new ByteArrayOutputStream(part.length * 2) : binary;
                binary.writeBytes(part);
                if (last) {
                    whole = binary.toByteArray();
                    kept.give(binary.size());
                    binary = null;
                }
            } else {
                stop();
            }
        }
        if (whole != null) {
            inbound.binary(whole);
        } else if (refusal != null) {
            refusal.run();
        }
    }

    /**
     * The WebSocket is gone, and with it what is not complete: Payara keeps the object of a request, and what hangs on
     * it, long after that. Idempotent, and for any thread.
     */
    public synchronized void end() {
        stop();
    }

    /** What to tell about a part that cannot be kept; {@code null} if it can. */
    private Runnable refusal(int length, int more) {
        if (more > limit - length) {
            return inbound::tooBig;
        }
        return kept.take(more) ? null : inbound::noRoom;
    }

    private void stop() {
        over = true;
        text = null;
        binary = null;
        kept.close();
    }
}
