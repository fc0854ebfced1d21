package org.enfilade.internal.web.undertow;

import io.undertow.conduits.ReadTimeoutStreamSourceConduit;
import io.undertow.conduits.WriteTimeoutStreamSinkConduit;
import java.io.IOException;
import java.lang.reflect.Field;
import org.enfilade.internal.log.Log;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.conduits.AbstractConduit;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;
import org.xnio.conduits.WriteReadyHandler;

/**
 * The time-outs of a listener, {@code read-timeout} and {@code write-timeout}, which are for requests; a WebSocket has
 * its heartbeat. Undertow ends a connection that is silent for longer, and looks up how long that is at each read and
 * each write.
 *
 * @see ReadTimeoutStreamSourceConduit
 * @see <a href="https://docs.wildfly.org/39/wildscribe/subsystem/undertow/server/http-listener/index.html">WildFly's
 *     listener</a>
 */
final class Timeouts {
    /** What an outer conduit wraps; {@code null} if it hides that. */
    private static final Field WRAPPED = wrapped();

    private Timeouts() {}

    private static Field wrapped() {
        try {
            Field next = AbstractConduit.class.getDeclaredField("next");
            next.setAccessible(true);
            return next;
        } catch (ReflectiveOperationException | RuntimeException e) {
            Log.debug("Undertow looks up its time-outs at each read and write", e);
            return null;
        }
    }

    /** Takes them off a connection, whose reads are not resumed yet. */
    static void lift(StreamConnection connection) {
        ConduitStreamSourceChannel source = connection.getSourceChannel();
        ConduitStreamSinkChannel sink = connection.getSinkChannel();
        source.suspendReads(); // which ends the timer
        try {
            connection.setOption(Options.READ_TIMEOUT, 0);
            connection.setOption(Options.WRITE_TIMEOUT, 0);
        } catch (IOException e) {
            Log.debug("The time-outs of a connection stay", e);
        }
        if (source.getConduit() instanceof ReadTimeoutStreamSourceConduit outer
                && inner(outer) instanceof StreamSourceConduit inner) {
            inner.setReadReadyHandler(new ReadReadyHandler.ChannelListenerHandler<>(source));
            source.setConduit(inner);
        }
        if (sink.getConduit() instanceof WriteTimeoutStreamSinkConduit outer
                && inner(outer) instanceof StreamSinkConduit inner) {
            inner.setWriteReadyHandler(new WriteReadyHandler.ChannelListenerHandler<>(sink));
            sink.setConduit(inner);
        }
    }

    private static Object inner(AbstractConduit<?> outer) {
        try {
            return WRAPPED == null ? null : WRAPPED.get(outer);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
