package org.enfilade.internal.namespace;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.enfilade.Connection;
import org.enfilade.Handshake;
import org.enfilade.Namespace;
import org.enfilade.Socket;
import org.enfilade.internal.log.LogText;

/** What a socket is, from its beginning on; and what the application keeps with it. */
abstract class SocketIdentity implements Socket {
    private final String id;
    private final Namespace namespace;
    private final Connection connection;
    private final Handshake handshake;
    private final boolean isRecovered;
    private volatile Map<String, Object> data;

    SocketIdentity(Beginning beginning, Namespace namespace, Connection connection, Handshake handshake) {
        this.id = beginning.id();
        this.data = beginning.data();
        this.isRecovered = beginning.isRecovered();
        this.namespace = namespace;
        this.connection = connection;
        this.handshake = handshake;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Namespace namespace() {
        return namespace;
    }

    @Override
    public final Connection connection() {
        return connection;
    }

    @Override
    public final Handshake handshake() {
        return handshake;
    }

    @Override
    public final boolean isRecovered() {
        return isRecovered;
    }

    @Override
    public final Map<String, Object> data() {
        Map<String, Object> map = data;
        if (map == null) {
            synchronized (this) {
                map = data;
                if (map == null) {
                    map = new ConcurrentHashMap<>(4);
                    data = map;
                }
            }
        }
        return map;
    }

    @Override
    public final String toString() {
        return "Socket " + id + " in " + LogText.line(namespace.name());
    }
}
