package org.enfilade.internal.web;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** An HTTP session of which only id, attributes and end are known. */
final class FakeHttpSession {
    final Map<String, Object> attributes = new HashMap<>();
    String id;
    boolean ended;
    /** Whether the id cannot be asked for any more after the end. */
    boolean idEnds;

    FakeHttpSession(String id) {
        this.id = id;
    }

    HttpSession proxy() {
        return (HttpSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpSession.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getId") && !(ended && idEnds)) {
                        return id;
                    }
                    if (ended) {
                        throw new IllegalStateException("ended");
                    }
                    return switch (method.getName()) {
                        case "getCreationTime" -> 0L;
                        case "getAttribute" -> attributes.get((String) arguments[0]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    HttpSessionEvent event() {
        return new HttpSessionEvent(proxy());
    }
}
