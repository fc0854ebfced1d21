package org.enfilade.internal.web.wire;

import jakarta.websocket.Session;

/** What is known of one server's WebSockets (26.0.0.3: {@code com.ibm.ws.wsoc.WsocConnLink}). */
final class OpenLiberty {
    private OpenLiberty() {}

    /**
     * Whether a session is its own. Its {@code close} makes the calling thread wait, for up to three seconds for what
     * is being read, and for what is being written; the threads that it waits for may be those that close.
     */
    static boolean has(Session session) {
        return session.getClass().getName().startsWith("com.ibm.ws.wsoc.");
    }
}
