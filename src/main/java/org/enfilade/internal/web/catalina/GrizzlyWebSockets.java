package org.enfilade.internal.web.catalina;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.internal.frames.Handshake;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.web.channel.ChannelConnection;
import org.enfilade.internal.web.channel.Loop;
import org.enfilade.internal.web.channel.Loops;
import org.enfilade.internal.web.wire.ClientLink;
import org.enfilade.internal.web.wire.ClosingSessions;
import org.enfilade.internal.web.wire.OwnWebSockets;

/**
 * The WebSockets of one deployment on Payara or GlassFish. Grizzly gives what it has read to a thread of a pool, and on
 * through filters, streams and listeners; these read the socket on their own threads. Grizzly still owns it, and ends
 * it.
 */
public final class GrizzlyWebSockets implements OwnWebSockets {
    private final Loops loops;
    private final ClosingSessions closing;
    private final AtomicBoolean warned = new AtomicBoolean();
    private final AtomicBoolean prepared = new AtomicBoolean();

    public GrizzlyWebSockets(Loops loops, ClosingSessions closing) {
        this.loops = loops;
        this.closing = closing;
    }

    /** One with TLS can not, nor one that many requests share. */
    @Override
    public boolean canOpen(HttpServletRequest request, ClientLink link) {
        try {
            return link instanceof GrizzlyLink grizzlys
                    && grizzlys.isPlain()
                    && grizzlys.channel() != null
                    && CatalinaRequest.of(request, warned).orElseThrow().isHttp();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            if (warned.compareAndSet(false, true)) {
                Log.warning("This server hides its connections, so WebSockets are read more slowly", e);
            }
            return false;
        }
    }

    @Override
    public void open(HttpServletRequest request, HttpServletResponse response, String key, Opening opening) {
        GrizzlyLink link = (GrizzlyLink) opening.link();
        if (prepared.compareAndSet(false, true)) {
            link.prepareClosing();
        }
        Loop loop = loops.next();
        Runnable end = CatalinaRequest.of(request, warned).orElseThrow().suspend();
        try {
            response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Connection", "Upgrade");
            response.setHeader("Sec-WebSocket-Accept", Handshake.accept(key));
            response.flushBuffer();
            if (link.hasUnsent()) {
                throw new IOException("the client does not read what the server has sent before");
            }
            ChannelConnection connection = new ChannelConnection(link.channel(), link, loop, opening, closing);
            // In this order Grizzly drops the objects of the request: nobody gets one that is given back twice.
            link.whenClosed(() -> {
                connection.closed();
                closing.afterHandshake(link, end);
            });
            connection.begin(early(request.getInputStream()));
        } catch (IOException | RuntimeException e) {
            Log.debug("A WebSocket could not be opened", e);
            link.drop();
            closing.afterHandshake(link, end);
        }
    }

    /** What the client has sent together with its handshake. */
    private static byte[] early(ServletInputStream input) throws IOException {
        int length = input.available();
        return length > 0 ? input.readNBytes(length) : new byte[0];
    }

    @Override
    public String toString() {
        return "Enfilade on Grizzly's connections";
    }
}
