package org.enfilade.internal.web.undertow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.frames.CloseCode;
import org.enfilade.internal.frames.FrameReader;
import org.enfilade.internal.frames.Frames;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.web.wire.OwnWebSockets.Opening;
import org.xnio.ChannelListener;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Reads what a client sends, on the I/O thread of its connection. Each time it takes what one buffer holds: a client
 * that sends without end has to wait for the others of its thread, as each of them does for it.
 */
final class FrameListener implements ChannelListener<ConduitStreamSourceChannel>, FrameReader.Receiver, Runnable {
    private final UndertowWire wire;
    private final ReadBuffer reading;
    private final Opening opening;
    private final Executor inContext;
    private final Account kept;
    private final FrameReader frames;
    private ConduitStreamSourceChannel source;
    // volatile, both: the connection may end on one thread while another one is about to hear it
    private volatile Inbound inbound;
    private volatile boolean closed;

    FrameListener(UndertowWire wire, ReadBuffer reading, Opening opening, Executor inContext) {
        this.wire = wire;
        this.reading = reading;
        this.opening = opening;
        this.inContext = inContext;
        this.kept = opening.newAccount();
        this.frames = new FrameReader(this, opening.maxMessage());
    }

    /**
     * From now on the client is heard.
     *
     * @param told what it sends; {@code null} for nobody
     */
    void begin(ConduitStreamSourceChannel from, Inbound told) {
        source = from;
        inbound = told == null ? Unheard.INSTANCE : told;
        if (closed) {
            inbound.closed();
        }
        source.setReadListener(this);
        source.resumeReads();
    }

    @Override
    public void handleEvent(ConduitStreamSourceChannel channel) {
        inContext.execute(this);
    }

    /** Reads once, in the context of the application. */
    @Override
    public void run() {
        ByteBuffer buffer = reading.buffer();
        int length;
        try {
            length = source.read(buffer);
        } catch (IOException e) {
            length = -1;
        }
        if (length < 0) {
            wire.drop();
        } else if (length > 0 && !frames.isOver()) {
            int end = length;
            try {
                opening.reading(() -> frames.read(buffer.array(), 0, end));
            } catch (RuntimeException | Error e) {
                Log.error("What a client has sent could not be read", e);
                wire.drop();
            }
        }
    }

    /** The connection is gone. On any thread. */
    void closed() {
        closed = true;
        kept.close();
        wire.gone();
        Inbound told = inbound;
        if (told != null) {
            inContext.execute(told::closed);
        }
    }

    // --- what it sends

    @Override
    public void text(String message) {
        inbound.text(message);
    }

    @Override
    public void binary(byte[] message) {
        inbound.binary(message);
    }

    @Override
    public void ping(byte[] content) {
        wire.pong(Frames.pong(content));
    }

    @Override
    public void close(int code) {
        wire.answerClose(code);
        inbound.closed();
    }

    @Override
    public void broken(int code, String why) {
        Log.debug(() -> "A WebSocket broke the protocol or a limit: code " + code + ", " + why);
        if (code == CloseCode.PROTOCOL_ERROR) {
            wire.end(code);
        } else {
            wire.close(code);
        }
        if (code == CloseCode.TOO_BIG) {
            inbound.tooBig();
        } else {
            inbound.failed();
        }
    }

    @Override
    public boolean keep(int bytes) {
        boolean fits = kept.take(bytes);
        if (!fits) {
            inbound.noRoom();
        }
        return fits;
    }

    @Override
    public void free(int bytes) {
        kept.give(bytes);
    }

    /** Of a WebSocket that is closing already. */
    private static final class Unheard implements Inbound {
        static final Unheard INSTANCE = new Unheard();

        @Override
        public void text(String message) {}

        @Override
        public void binary(byte[] message) {}

        @Override
        public void tooBig() {}

        @Override
        public void noRoom() {}

        @Override
        public void closed() {}

        @Override
        public void failed() {}
    }
}
