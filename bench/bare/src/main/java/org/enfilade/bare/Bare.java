package org.enfilade.bare;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sends each text back, and to everybody if it begins with a C: what a WebSocket of the server costs by itself. */
@ServerEndpoint("/raw")
public class Bare {
    private static final Set<Session> OPEN = ConcurrentHashMap.newKeySet();

    @OnOpen
    public void open(Session session) {
        OPEN.add(session);
    }

    @OnMessage
    public void text(Session session, String text) {
        if (text.startsWith("C")) {
            OPEN.forEach(each -> each.getAsyncRemote().sendText(text));
        } else {
            session.getAsyncRemote().sendText(text);
        }
    }

    @OnClose
    public void close(Session session) {
        OPEN.remove(session);
    }
}
