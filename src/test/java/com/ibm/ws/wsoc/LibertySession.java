package com.ibm.ws.wsoc;

import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** A session whose class is in the package of Open Liberty's. */
public final class LibertySession {
    /** Not public, so that a proxy for it is in this package. */
    interface Own extends Session {}

    private LibertySession() {}

    public static Session of(InvocationHandler handler) {
        return (Session)
                Proxy.newProxyInstance(LibertySession.class.getClassLoader(), new Class<?>[] {Own.class}, handler);
    }
}
