package org.enfilade.internal.web.tyrus;

import java.lang.reflect.Field;
import org.enfilade.internal.log.Log;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.Writer;

/**
 * What Tyrus has read of WebSockets that are gone. In a servlet container the request object, which the server keeps
 * for later use, refers to the last WebSocket that it was for, and so to all that had come of its last message: up to 4
 * MB for each of some hundred request objects (2.1.5: {@code TyrusWebSocketEngine.TyrusReadHandler.buffer}; seen in
 * heap dumps of Payara 6). The way there is private. A Tyrus that has another one keeps its buffers.
 */
final class TyrusReadBuffers {
    private static final String READER = "org.glassfish.tyrus.core.TyrusWebSocketEngine$TyrusReadHandler";
    private static final String PROXY = "org.glassfish.tyrus.servlet.TyrusServletUpgrade$TyrusHttpUpgradeHandlerProxy";
    private static final TyrusReadBuffers UNKNOWN = new TyrusReadBuffers(null, null, null, null);

    private final Field upgrade;
    private final Field behindProxy;
    private final Field connection;
    private final Field buffer;

    private TyrusReadBuffers(Field upgrade, Field behindProxy, Field connection, Field buffer) {
        this.upgrade = upgrade;
        this.behindProxy = behindProxy;
        this.connection = connection;
        this.buffer = buffer;
    }

    /** Those behind writers of this class; that of an embedded server has none. */
    static TyrusReadBuffers of(Class<? extends Writer> writer) {
        try {
            Field upgrade = field(writer, "tyrusHttpUpgradeHandler");
            Field behindProxy = field(Class.forName(PROXY, false, writer.getClassLoader()), "handler");
            Field connection = field(upgrade.getType(), "connection");
            Field buffer = field(Class.forName(READER), "buffer");
            return new TyrusReadBuffers(upgrade, behindProxy, connection, buffer);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            Log.debug(() -> "Enfilade cannot release the buffers that this server keeps of closed WebSockets: " + e);
            return UNKNOWN;
        }
    }

    private static Field field(Class<?> owner, String name) throws NoSuchFieldException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** Lets go of what was read of the WebSocket behind this writer. Idempotent. */
    void release(Writer writer) {
        if (this == UNKNOWN || !upgrade.getDeclaringClass().isInstance(writer)) {
            return;
        }
        try {
            Object handler = upgrade.get(writer);
            if (behindProxy.getDeclaringClass().isInstance(handler)) {
                handler = behindProxy.get(handler);
            }
            Object open = connection.get(handler);
            if (open != null) {
                buffer.set(((Connection) open).getReadHandler(), null);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
