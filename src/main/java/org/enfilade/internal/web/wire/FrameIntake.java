package org.enfilade.internal.web.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.frames.CloseCode;
import org.enfilade.internal.frames.FrameReader;
import org.enfilade.internal.frames.Pongs;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.web.wire.OwnWebSockets.Opening;

/**
 * Reads what a client sends, on the one thread that reads from its connection. Each time it takes what one buffer
 * holds: a client that sends without end has to wait for the others of its thread, as each of them does for it.
 */
public final class FrameIntake implements FrameReader.Receiver {
    private final OwnConnection connection;
    private final OwnWire wire;
    private final Opening opening;
    private final Executor inContext;
    private final Account kept;
    private final FrameReader frames;
    private final Pongs pongs = new Pongs();
    // volatile, both: the connection may end on one thread while another one is about to hear it
    private volatile Inbound inbound;
    private volatile boolean closed;

    /** @param inContext runs what the application is told of the end of the connection in its context */
    public FrameIntake(OwnConnection connection, OwnWire wire, Opening opening, Executor inContext) {
        this.connection = connection;
        this.wire = wire;
        this.opening = opening;
        this.inContext = inContext;
        this.kept = opening.newAccount();
        this.frames = new FrameReader(this, opening.maxMessage());
    }

    /** Opens the WebSocket; afterwards the client may be heard. In the context of the application. */
    public void begin() {
        Inbound opened = null;
        try {
            opened = opening.open(wire);
        } catch (RuntimeException | Error e) {
            Log.error("A WebSocket could not be opened", e);
            wire.close();
        }
        Inbound told = opened == null ? Unheard.INSTANCE : opened;
        inbound = told;
        if (closed) {
            told.closed();
        }
    }

    /** Runs what reads this connection and others, and writes for all of them at its end. */
    void readingAll(Runnable task) {
        opening.readingAll(task);
    }

    /**
     * Reads once, in the context of the application.
     *
     * @param buffer empty, outside of the heap
     * @param bytes as many as it holds
     */
    void read(ByteBuffer buffer, byte[] bytes) {
        int length;
        try {
            length = closed ? 0 : connection.read(buffer);
        } catch (IOException e) {
            length = -1;
        }
        if (length < 0) {
            wire.drop();
        } else if (length > 0) {
            buffer.flip().get(bytes, 0, length);
            read(bytes, length);
        }
    }

    /** The same with what was read already. */
    public void read(byte[] bytes, int length) {
        if (closed || frames.isOver()) {
            return;
        }
        try {
            opening.reading(() -> {
                frames.read(bytes, 0, length);
                answerPings();
            });
        } catch (RuntimeException | Error e) {
            Log.error("What a client has sent could not be read", e);
            wire.drop();
        }
    }

    /** The connection is gone. On any thread. */
    public void closed() {
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
        pongs.add(content);
    }

    private void answerPings() {
        byte[] answers = pongs.take();
        if (answers != null) {
            wire.pong(answers);
        }
    }

    @Override
    public void close(int code) {
        answerPings();
        wire.answerClose(code);
        inbound.closed();
    }

    @Override
    public void broken(int code, String why) {
        Log.debug(() -> "A WebSocket broke the protocol or a limit: code " + code + ", " + why);
        answerPings();
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
