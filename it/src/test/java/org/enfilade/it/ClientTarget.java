package org.enfilade.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.Map;
import org.enfilade.junit.HandshakeRefusal;
import org.enfilade.junit.SocketIOTestClient;

/** Where to connect, and with which headers. */
record ClientTarget(URI base, String path, Map<String, String> headers) {
    static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ClientTarget path(String other) {
        return new ClientTarget(base, other, headers);
    }

    ClientTarget header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ClientTarget(base, path, more);
    }

    URI uri(String transport) {
        return URI.create(base.resolve(path) + "?EIO=4&transport=" + transport);
    }

    SocketIOClient webSocket() {
        return Transport.WEBSOCKET.open(this);
    }

    SocketIOClient polling() {
        return Transport.POLLING.open(this);
    }

    /** A client that is not open yet. */
    SocketIOTestClient client(Transport transport) {
        SocketIOTestClient client = SocketIOTestClient.of(base.resolve(path)).timeout(SocketIOClient.PATIENCE);
        headers.forEach(client::header);
        return transport == Transport.POLLING ? client.polling() : client;
    }

    /** How the server refuses a handshake. */
    HandshakeRefusal refused(Transport transport) {
        return client(transport).refusedHandshake();
    }
}
