package org.enfilade.internal.web.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.enfilade.internal.web.wire.ClientLink;
import org.enfilade.internal.web.wire.ClosingSessions;
import org.enfilade.internal.web.wire.FrameIntake;
import org.enfilade.internal.web.wire.OwnConnection;
import org.enfilade.internal.web.wire.OwnWebSockets.Opening;
import org.enfilade.internal.web.wire.OwnWire;
import org.enfilade.internal.web.wire.ReadRound;

/**
 * A TCP connection whose server reads from it no more. The server still owns it: it is asked to end it, and tells of
 * its end.
 */
public final class ChannelConnection implements OwnConnection, Loop.Served {
    private final SocketChannel channel;
    private final ClientLink link;
    private final Loop loop;
    private final SelectionKey key;
    private final OwnWire wire;
    private final FrameIntake frames;

    /** @param link the same connection, as the server shows it */
    public ChannelConnection(
            SocketChannel channel, ClientLink link, Loop loop, Opening opening, ClosingSessions closing)
            throws ClosedChannelException {
        this.channel = channel;
        this.link = link;
        this.loop = loop;
        this.wire = new OwnWire(this, closing);
        this.frames = new FrameIntake(this, wire, opening, loop);
        this.key = channel.register(loop.selector(), 0, this);
    }

    /**
     * Opens the WebSocket, and hears the client from then on. In the context of the application.
     *
     * @param early what the server has read of it already
     */
    public void begin(byte[] early) {
        frames.begin();
        loop.execute(() -> {
            if (early.length > 0) {
                frames.read(early, early.length);
            }
            await(SelectionKey.OP_READ, true);
        });
    }

    private void await(int operation, boolean awaits) {
        try {
            if (awaits) {
                key.interestOpsOr(operation);
            } else {
                key.interestOpsAnd(~operation);
            }
        } catch (CancelledKeyException e) {
            close(); // for a loop that has ended meanwhile
        }
    }

    /** The server says that it has ended. */
    public void closed() {
        key.cancel();
        loop.wakeUp(); // which lets go of the socket
        frames.closed();
    }

    /** On the thread of its loop. */
    @Override
    public void ready(int operations, ReadRound round) {
        if ((operations & SelectionKey.OP_WRITE) != 0) {
            wire.drain();
        }
        if ((operations & SelectionKey.OP_READ) != 0) {
            round.add(frames);
        }
    }

    @Override
    public WriteBuffer borrow() {
        return loop.writeBuffers().borrow();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return channel.write(from);
    }

    @Override
    public boolean flush() {
        return true;
    }

    @Override
    public void awaitRoom(boolean awaits) {
        await(SelectionKey.OP_WRITE, awaits);
        if (awaits) {
            loop.wakeUp();
        }
    }

    @Override
    public void endWrites() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public boolean isOpen() {
        return link.isOpen();
    }

    @Override
    public void close() {
        link.drop();
    }
}
