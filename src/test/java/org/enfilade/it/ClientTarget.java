package org.enfilade.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.Map;

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

    /** @throws RefusedHandshake if the server does not open a session */
    SocketIOClient webSocket() {
        return SocketIOClient.open(this, client -> WebSocketLine.open(HTTP, uri("websocket"), headers, client));
    }

    /** @throws RefusedHandshake if the server does not open a session */
    SocketIOClient polling() {
        return SocketIOClient.open(this, client -> PollingLine.open(HTTP, uri("polling"), headers, client));
    }
}
