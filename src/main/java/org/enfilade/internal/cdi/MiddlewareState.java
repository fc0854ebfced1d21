package org.enfilade.internal.cdi;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.enfilade.SocketEvent;

/** What the middlewares of one run share. */
final class MiddlewareState {
    private final Method gate;
    private final Map<String, Object> contextData = new ConcurrentHashMap<>();
    private volatile Object[] parameters;

    MiddlewareState(Method gate, Object[] parameters) {
        this.gate = gate;
        this.parameters = parameters.clone();
    }

    Method gate() {
        return gate;
    }

    Map<String, Object> contextData() {
        return contextData;
    }

    Object[] parameters() {
        return parameters.clone();
    }

    void setParameters(Object[] changed) {
        Object[] current = parameters;
        if (changed == null || changed.length != current.length) {
            throw new IllegalArgumentException("Middleware has to set " + current.length + " parameters");
        }
        if (changed[0] != current[0]) {
            throw new IllegalArgumentException("Middleware cannot put another socket in the first parameter");
        }
        if (changed.length > 1 && !(changed[1] instanceof SocketEvent)) {
            throw new IllegalArgumentException("Middleware has to set a SocketEvent as the second parameter");
        }
        parameters = changed.clone();
    }
}
