package org.enfilade.internal.frames;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the frames of one client from its bytes, in whatever pieces they come, and puts the messages together, no
 * further than the limit. What is kept of a message that is not complete grows with what has come of it, never with
 * what the client has announced. Not for several threads at once.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5">RFC 6455, section 5</a>
 */
public final class FrameReader {
    /** Who is told what was read, on the thread that reads. */
    public interface Receiver {
        /** A text message. */
        void text(String message);

        /** A binary message; the array is the receiver's. */
        void binary(byte[] message);

        /** A ping; the answer to it has the same content. */
        void ping(byte[] content);

        /**
         * The client closes; nothing more is read.
         *
         * @param code {@link CloseCode#NONE} if it gives none
         */
        void close(int code);

        /**
         * The client breaks the protocol or the limit. Told once; of what follows only a close frame is told, and not
         * even that after {@link CloseCode#PROTOCOL_ERROR}: nobody knows where a frame would begin.
         *
         * @param code to close with
         */
        void broken(int code, String why);

        /**
         * Whether so many bytes more of a message that is not complete may be kept; if not, of what follows only a
         * close frame is told.
         */
        boolean keep(int bytes);

        /** So many bytes less are kept. */
        void free(int bytes);
    }

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final int LONGEST_CONTROL = 125;
    private static final int LONGEST_HEADER = 14;
    private static final int FIRST_PIECE = 512;
    private static final byte[] NOTHING = {};
    private static final char REPLACEMENT = '\uFFFD';
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Receiver receiver;
    private final int limit;
    /** Nothing is told any more but a close frame. */
    private boolean deaf;

    private boolean over;

    // the frame under way, once its header is complete
    /** Its opcode; -1 between frames. */
    private int opcode = -1;

    private boolean last;
    /** The four bytes of the mask, the one for the next byte in the lowest place. */
    private int mask;
    /** How much of it is still to come. */
    private long rest;

    // what is kept between two reads
    /** The beginning of a header; {@code null} if there is none. */
    private byte[] header;

    private int headerLength;
    /** TEXT or BINARY while a message is under way; CONTINUATION between messages. */
    private int message = CONTINUATION;
    /** What has come of the message. */
    private byte[] content = NOTHING;

    private int contentLength;
    /** What has come of a control frame; {@code null} if none is under way. */
    private byte[] control;

    private int controlLength;

    /** @param limit how many bytes a message may have */
    public FrameReader(Receiver receiver, int limit) {
        this.receiver = receiver;
        this.limit = limit;
    }

    /** Whether nothing more is read: the client has closed or broken the protocol. */
    public boolean isOver() {
        return over;
    }

    /** Reads no more, and keeps nothing. Only by the thread that reads, or when it reads no more. */
    public void stop() {
        over = true;
        header = null;
        control = null;
        dropContent();
    }

    /** Reads what has come: the bytes from a place up to another, which are changed by it. */
    public void read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !over) {
            at = opcode < 0 ? readHeader(bytes, at, to) : readPayload(bytes, at, to);
        }
    }

    // --- headers

    private int readHeader(byte[] bytes, int from, int to) {
        if (header == null) {
            int length = headerLength(bytes, from, to - from);
            if (length <= to - from) {
                begin(bytes, from, length);
                return completed(bytes, from + length, to);
            }
            header = new byte[LONGEST_HEADER];
            headerLength = 0;
        }
        int at = from;
        while (at < to && opcode < 0 && !over) {
            header[headerLength++] = bytes[at++];
            if (headerLength(header, 0, headerLength) == headerLength) {
                byte[] complete = header;
                header = null;
                begin(complete, 0, headerLength);
            }
        }
        return completed(bytes, at, to);
    }

    /** A frame without a payload ends with its header. */
    private int completed(byte[] bytes, int at, int to) {
        return !over && opcode >= 0 && rest == 0 ? readPayload(bytes, at, to) : at;
    }

    /** How long the header is that begins there; more than there is if that cannot be seen yet. */
    private static int headerLength(byte[] bytes, int from, int available) {
        if (available < 2) {
            return 2;
        }
        int length = bytes[from + 1] & 0x7F;
        int extended = length == 127 ? 8 : length == 126 ? 2 : 0;
        int masked = bytes[from + 1] < 0 ? 4 : 0;
        return 2 + extended + masked;
    }

    private void begin(byte[] bytes, int from, int length) {
        int first = bytes[from];
        int second = bytes[from + 1];
        if ((first & 0x70) != 0) {
            broken(CloseCode.PROTOCOL_ERROR, "a reserved bit is set");
            return;
        }
        if (second >= 0) {
            broken(CloseCode.PROTOCOL_ERROR, "a frame is not masked");
            return;
        }
        boolean whole = first < 0;
        int code = first & 0x0F;
        long payload = payloadLength(bytes, from);
        if (code >= CLOSE ? breaksControl(code, whole, payload) : breaksData(code, payload)) {
            return;
        }
        opcode = code;
        last = whole;
        rest = payload;
        int key = from + length - 4;
        mask = bytes[key] & 0xFF | (bytes[key + 1] & 0xFF) << 8 | (bytes[key + 2] & 0xFF) << 16 | bytes[key + 3] << 24;
        if (code == TEXT || code == BINARY) {
            message = code;
        }
    }

    private static long payloadLength(byte[] bytes, int from) {
        int length = bytes[from + 1] & 0x7F;
        if (length < 126) {
            return length;
        }
        long extended = 0;
        int end = from + (length == 126 ? 4 : 10);
        for (int at = from + 2; at < end; at++) {
            extended = extended << 8 | bytes[at] & 0xFF;
        }
        return extended;
    }

    private boolean breaksControl(int code, boolean whole, long payload) {
        if (code > PONG) {
            broken(CloseCode.PROTOCOL_ERROR, "a frame has an unknown opcode");
        } else if (!whole || payload > LONGEST_CONTROL) {
            broken(CloseCode.PROTOCOL_ERROR, "a control frame is fragmented or too long");
        }
        return over;
    }

    private boolean breaksData(int code, long payload) {
        if (code > BINARY) {
            broken(CloseCode.PROTOCOL_ERROR, "a frame has an unknown opcode");
        } else if (payload < 0) {
            broken(CloseCode.PROTOCOL_ERROR, "the highest bit of a length is set");
        } else if (deaf) {
            return false;
        } else if (code == CONTINUATION && message == CONTINUATION) {
            broken(CloseCode.PROTOCOL_ERROR, "there is nothing to continue");
        } else if (code != CONTINUATION && message != CONTINUATION) {
            broken(CloseCode.PROTOCOL_ERROR, "a message begins inside of another one");
        } else if (payload > limit - contentLength) {
            deafen();
            receiver.broken(CloseCode.TOO_BIG, "a message is too long");
        }
        return over;
    }

    // --- payloads

    private int readPayload(byte[] bytes, int from, int to) {
        int length = (int) Math.min(rest, to - from);
        unmask(bytes, from, length);
        rest -= length;
        if (opcode >= CLOSE) {
            readControl(bytes, from, length);
        } else if (deaf) {
            opcode = rest == 0 ? -1 : opcode;
        } else {
            readData(bytes, from, length);
        }
        return from + length;
    }

    private void unmask(byte[] bytes, int from, int length) {
        int at = from;
        int end = from + length;
        long twice = mask & 0xFFFFFFFFL | (long) mask << 32;
        for (; at <= end - 8; at += 8) {
            LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ twice);
        }
        int key = mask;
        for (; at < end; at++) {
            bytes[at] ^= (byte) key;
            key = Integer.rotateRight(key, 8);
        }
        mask = key;
    }

    private void readData(byte[] bytes, int from, int length) {
        if (rest > 0 || !last || contentLength > 0) {
            if (!append(bytes, from, length)) {
                return;
            }
            if (rest == 0) {
                opcode = -1;
                if (last) {
                    byte[] whole = content;
                    int wholeLength = contentLength;
                    dropContent();
                    tell(whole, 0, wholeLength);
                }
            }
        } else {
            opcode = -1;
            tell(bytes, from, length);
        }
    }

    private void tell(byte[] bytes, int from, int length) {
        int kind = message;
        message = CONTINUATION;
        if (kind == BINARY) {
            receiver.binary(Arrays.copyOfRange(bytes, from, from + length));
            return;
        }
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        if (isText(text, bytes, from, length)) {
            receiver.text(text);
        } else {
            deafen();
            receiver.broken(CloseCode.NO_TEXT, "a text is not UTF-8");
        }
    }

    /**
     * Whether bytes are UTF-8. Reading has put a replacement in the place of each that is not; if there is none, or the
     * text written again is the same, they are.
     */
    private static boolean isText(String text, byte[] bytes, int from, int length) {
        if (text.indexOf(REPLACEMENT) < 0) {
            return true;
        }
        byte[] again = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(again, 0, again.length, bytes, from, from + length);
    }

    private boolean append(byte[] bytes, int from, int length) {
        if (length == 0) {
            return true;
        }
        if (!receiver.keep(length)) {
            deafen();
            opcode = rest == 0 ? -1 : opcode;
            return false;
        }
        int needed = contentLength + length;
        if (needed > content.length) {
            int roomy = Math.min(limit, Math.max(FIRST_PIECE, needed * 2));
            content = Arrays.copyOf(content, Math.max(needed, roomy));
        }
        System.arraycopy(bytes, from, content, contentLength, length);
        contentLength = needed;
        return true;
    }

    private void deafen() {
        deaf = true;
        dropContent();
    }

    private void dropContent() {
        if (contentLength > 0) {
            receiver.free(contentLength);
        }
        content = NOTHING;
        contentLength = 0;
    }

    private void readControl(byte[] bytes, int from, int length) {
        if (rest > 0 || control != null) {
            if (control == null) {
                control = new byte[LONGEST_CONTROL];
                controlLength = 0;
            }
            System.arraycopy(bytes, from, control, controlLength, length);
            controlLength += length;
            if (rest == 0) {
                byte[] complete = control;
                control = null;
                controlRead(complete, 0, controlLength);
            }
        } else {
            controlRead(bytes, from, length);
        }
    }

    private void controlRead(byte[] bytes, int from, int length) {
        int code = opcode;
        opcode = -1;
        if (code == PING && !deaf) {
            receiver.ping(Arrays.copyOfRange(bytes, from, from + length));
        } else if (code == CLOSE) {
            closeRead(bytes, from, length);
        }
    }

    private void closeRead(byte[] bytes, int from, int length) {
        int code = length < 2 ? CloseCode.NONE : (bytes[from] & 0xFF) << 8 | bytes[from + 1] & 0xFF;
        if (length == 1 || length > 1 && !CloseCode.mayBeSent(code)) {
            broken(CloseCode.PROTOCOL_ERROR, "a close frame has no code that may be sent");
            return;
        }
        if (length > 2) {
            String reason = new String(bytes, from + 2, length - 2, StandardCharsets.UTF_8);
            if (!isText(reason, bytes, from + 2, length - 2)) {
                broken(CloseCode.NO_TEXT, "a reason is not UTF-8");
                return;
            }
        }
        stop();
        receiver.close(code);
    }

    private void broken(int code, String why) {
        stop();
        if (!deaf) {
            receiver.broken(code, why);
        }
    }
}
