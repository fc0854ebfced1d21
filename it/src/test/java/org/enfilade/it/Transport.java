package org.enfilade.it;

/** The ways to connect, for tests that hold for each of them. */
enum Transport {
    POLLING,
    WEBSOCKET;

    SocketIOClient open(ClientTarget target) {
        return new SocketIOClient(target.client(this).open());
    }
}
