package org.enfilade.internal.web.tyrus;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.lang.reflect.Field;
import java.util.concurrent.ScheduledExecutorService;
import org.enfilade.internal.engine.Wire;
import org.enfilade.internal.web.wire.ClientLink;
import org.enfilade.internal.web.wire.ClosingSessions;
import org.enfilade.internal.web.wire.StandardWire;
import org.enfilade.internal.web.wire.Wires;
import org.glassfish.tyrus.spi.Writer;

/**
 * The wires of Tyrus (Payara, GlassFish, embedded). Each message that it receives or sends starts a timer, even where
 * no idle timeout is set (2.1.5: {@code TyrusSession.restartIdleTimeoutExecutor}); on Payara that costs several times
 * as much as all the rest, and {@code TyrusSession.broadcast}, which goes around it, sends to all sessions. So the
 * frames are given to the {@link Writer} of the connection, which belongs to Tyrus's SPI, and the session gets
 * {@link IdleTimeouts}. The way to both is private.
 */
final class TyrusWires implements Wires {
    private static final String CORE = "org.glassfish.tyrus.core.";

    private static final String OVERFLOW = "Buffer overflow.";

    /** Those of the server's only class of writers, once it is known. */
    private volatile TyrusReadBuffers readBuffers;

    private final Field webSocket;
    private final Field protocol;
    private final Field writer;
    private final Field scheduler;

    /** Finds the way. Fails, with a linkage error too, if this Tyrus has another. */
    TyrusWires() throws ReflectiveOperationException {
        webSocket = field("TyrusRemoteEndpoint", "webSocket");
        protocol = field("TyrusWebSocket", "protocolHandler");
        writer = field("ProtocolHandler", "writer");
        scheduler = field("TyrusSession", "service");
        check(writer, Writer.class);
        check(scheduler, ScheduledExecutorService.class);
    }

    private static Field field(String owner, String name) throws ReflectiveOperationException {
        Field field = Class.forName(CORE + owner).getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static void check(Field field, Class<?> type) throws NoSuchFieldException {
        if (field.getType() != type) {
            throw new NoSuchFieldException(field + " is not a " + type);
        }
    }

    @Override
    public Wire open(Session session, ClientLink link, ClosingSessions closing) {
        Object remote = session.getAsyncRemote();
        boolean own = scheduler.getDeclaringClass().isInstance(session)
                && webSocket.getDeclaringClass().isInstance(remote);
        if (!own || !session.getNegotiatedExtensions().isEmpty()) {
            return new StandardWire(session, link, closing);
        }
        try {
            scheduler.set(session, new IdleTimeouts((ScheduledExecutorService) scheduler.get(session)));
            return new TyrusWire(
                    (Writer) writer.get(protocol.get(webSocket.get(remote))), () -> closing.awaitAnswer(session, link));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void release(Wire wire) {
        if (wire instanceof TyrusWire) {
            Writer gone = ((TyrusWire) wire).writer();
            if (readBuffers == null) {
                readBuffers = TyrusReadBuffers.of(gone.getClass());
            }
            readBuffers.release(gone);
        }
    }

    /**
     * Tyrus (2.1.5) reads frames of up to 4 MB; it depends on how much has come at once which of its two buffers is
     * full first.
     */
    @Override
    public boolean isTooBig(CloseReason reason) {
        return reason.getCloseCode() == CloseCodes.CANNOT_ACCEPT
                || reason.getCloseCode() == CloseCodes.UNEXPECTED_CONDITION
                        && OVERFLOW.equals(reason.getReasonPhrase());
    }

    @Override
    public String toString() {
        return "Tyrus's writer";
    }
}
