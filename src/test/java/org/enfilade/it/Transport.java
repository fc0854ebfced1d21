package org.enfilade.it;

import java.util.function.Function;

/** The ways to connect, for tests that hold for each of them. */
enum Transport {
    POLLING(ClientTarget::polling),
    WEBSOCKET(ClientTarget::webSocket);

    private final Function<ClientTarget, SocketIOClient> opening;

    Transport(Function<ClientTarget, SocketIOClient> opening) {
        this.opening = opening;
    }

    SocketIOClient open(ClientTarget target) {
        return opening.apply(target);
    }
}
