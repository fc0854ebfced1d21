package org.enfilade.internal.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;

/**
 * A handler method as it was written.
 *
 * @param name of the event; empty for kinds that are not for one
 * @param observed the type of the observed parameter, type variables resolved
 * @param access who may have it called
 * @param priority of the observed parameter: the order among handlers of the same
 */
record Handler(
        HandlerKind kind,
        String name,
        Method method,
        Type observed,
        List<Parameter> parameters,
        Access access,
        int priority,
        boolean nonBlocking) {
    boolean acknowledges() {
        return method.getReturnType() != void.class || parameters.stream().anyMatch(Parameter.OfAck.class::isInstance);
    }

    String place() {
        return Problems.place(method);
    }
}
