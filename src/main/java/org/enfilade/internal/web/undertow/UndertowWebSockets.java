package org.enfilade.internal.web.undertow;

import io.undertow.connector.ByteBufferPool;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.api.Deployment;
import io.undertow.servlet.api.ThreadSetupHandler;
import io.undertow.servlet.handlers.ServletRequestContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.enfilade.internal.frames.Handshake;
import org.enfilade.internal.web.wire.ClientLink;
import org.enfilade.internal.web.wire.ClosingSessions;
import org.enfilade.internal.web.wire.FrameIntake;
import org.enfilade.internal.web.wire.OwnWebSockets;
import org.enfilade.internal.web.wire.OwnWire;
import org.enfilade.internal.web.wire.ReadRound;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;

/**
 * The WebSockets of one deployment. Undertow's own read one frame at a time, look at each byte of a text, and write
 * each frame by itself; these read and write as much as there is at once, on the thread that the connection belongs to.
 */
public final class UndertowWebSockets implements OwnWebSockets {
    private static final String PROTOCOL = "http/1.1";
    private static final List<Class<?>> NEEDED =
            List.of(StreamConnection.class, ByteBufferPool.class, Deployment.class);

    private final ClosingSessions closing;
    /** By thread, and not in a thread local: those of the server outlive the deployment. */
    private final Map<XnioIoThread, ReadRound> rounds = new ConcurrentHashMap<>();
    /** What puts the context of the application on a thread; {@code null} until the first handshake. */
    private volatile ThreadSetupHandler.Action<Void, Runnable> inContext;

    /** Fails with a linkage error if what this is built on is not there. */
    public UndertowWebSockets(ClosingSessions closing) {
        this.closing = closing;
        NEEDED.forEach(Class::getMethods);
    }

    /** One that came by AJP can not, and what else there may be between Undertow and its servlets. */
    @Override
    public boolean canOpen(HttpServletRequest request, ClientLink link) {
        ServletRequestContext context = ServletRequestContext.current();
        return context != null
                && PROTOCOL.equals(context.getExchange().getConnection().getTransportProtocol());
    }

    @Override
    public void open(HttpServletRequest request, HttpServletResponse response, String key, Opening opening) {
        ServletRequestContext context = ServletRequestContext.requireCurrent();
        HttpServerExchange exchange = context.getExchange();
        ByteBufferPool pool = exchange.getConnection().getByteBufferPool();
        ThreadSetupHandler.Action<Void, Runnable> inside = inContext(context.getDeployment());
        response.setHeader("Upgrade", "websocket");
        response.setHeader("Sec-WebSocket-Accept", Handshake.accept(key));
        response.setHeader("Content-Length", "0");
        exchange.upgradeChannel((stream, over) -> open(stream, pool, inside, opening));
    }

    private void open(
            StreamConnection stream,
            ByteBufferPool pool,
            ThreadSetupHandler.Action<Void, Runnable> inside,
            Opening opening) {
        Timeouts.lift(stream);
        XnioConnection connection = new XnioConnection(stream, pool);
        OwnWire wire = new OwnWire(connection, closing);
        XnioIoThread thread = stream.getIoThread();
        ReadRound round = rounds.computeIfAbsent(thread, first -> new ReadRound());
        FrameIntake frames = new FrameIntake(connection, wire, opening, task -> run(inside, task));
        stream.setCloseListener(closed -> frames.closed());
        stream.getSinkChannel().setWriteListener(sink -> run(inside, wire::drain));
        run(inside, frames::begin);
        Runnable readAll = () -> round.run(task -> run(inside, task));
        stream.getSourceChannel().setReadListener(source -> {
            if (round.add(frames)) {
                thread.execute(readAll); // before it looks for connections again
            }
        });
        stream.getSourceChannel().resumeReads();
    }

    private ThreadSetupHandler.Action<Void, Runnable> inContext(Deployment deployment) {
        ThreadSetupHandler.Action<Void, Runnable> known = inContext;
        if (known == null) {
            known = deployment.createThreadSetupAction((exchange, task) -> {
                task.run();
                return null;
            });
            inContext = known;
        }
        return known;
    }

    private static void run(ThreadSetupHandler.Action<Void, Runnable> inside, Runnable task) {
        try {
            inside.call(null, task);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "Enfilade on Undertow's connections";
    }
}
