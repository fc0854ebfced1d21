package org.enfilade.conformance;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static org.enfilade.Middleware.Kind.EVENT;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.enfilade.Ack;
import org.enfilade.EventRefused;
import org.enfilade.Middleware;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.OnError;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;

/** Middleware for events: one refuses, one rewrites and waits. */
@Guarded.Guard
@NamespaceEndpoint("/guarded")
public class Guarded extends Toolkit {
    @InterceptorBinding
    @Middleware(EVENT)
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface Guard {}

    @Guard
    @Interceptor
    @Priority(1)
    static class Forbidding {
        @AroundInvoke
        Object look(InvocationContext call) throws Exception {
            if (Steps.event(call).name().equals("forbidden")) {
                throw new EventRefused("forbidden event", Map.of("code", "E_FORBIDDEN"));
            }
            return call.proceed();
        }
    }

    @Guard
    @Interceptor
    @Priority(2)
    static class Rewriting {
        @Inject
        Timer timer;

        @AroundInvoke
        Object look(InvocationContext call) throws Exception {
            SocketEvent event = Steps.event(call);
            return switch (event.name()) {
                case "rename" -> proceedWith(call, event.withName("renamed"));
                case "stamp" -> proceedWith(call, event.withArguments(prepended("stamped", event)));
                case "slow" -> timer.after(60).thenCompose(over -> Steps.proceed(call));
                default -> call.proceed();
            };
        }

        private static Object proceedWith(InvocationContext call, SocketEvent event) throws Exception {
            call.setParameters(new Object[] {Steps.socket(call), event});
            return call.proceed();
        }
    }

    void refused(@Observes @OnError EventRefused refusal, Socket socket) {
        socket.emit("guard:error", refusal.getMessage(), refusal.data());
    }

    void forbidden(@Observes @On("forbidden") Socket socket) {
        socket.emit("guard:leak");
    }

    void rename(@Observes @On("rename") Socket socket) {
        socket.emit("guard:leak");
    }

    void renamed(@Observes @On("renamed") SocketEvent event, Ack<Object> ack) {
        ack.sendAll(prepended("renamed", event));
    }

    void stamp(@Observes @On("stamp") SocketEvent event, Ack<Object> ack) {
        ack.sendAll(event.arguments().toList().toArray());
    }

    String slow(@Observes @On("slow") Socket socket) {
        return "slow";
    }

    String fast(@Observes @On("fast") Socket socket) {
        return "fast";
    }

    private static Object[] prepended(Object first, SocketEvent event) {
        List<Object> values = new ArrayList<>(event.arguments().toList());
        values.add(0, first);
        return values.toArray();
    }
}
