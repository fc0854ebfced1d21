package org.enfilade.conformance;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static org.enfilade.Middleware.Kind.CONNECT;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.enfilade.ConnectionRefused;
import org.enfilade.Middleware;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.OnServerSide;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;

/** The main namespace: middleware that refuses or waits if the client asks for it. */
@Main.Admission
@NamespaceEndpoint("/")
public class Main extends Toolkit {
    @InterceptorBinding
    @Middleware(CONNECT)
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface Admission {}

    int connections(@Observes @OnServerSide(Clients.CONNECTIONS) SocketEvent event) {
        return io.connectionCount();
    }

    Departures.Departure departure(@Observes @OnServerSide(Clients.DEPARTURE) String id) {
        return departures.of(id);
    }

    @Admission
    @Interceptor
    @Priority(1)
    static class Refusing {
        @AroundInvoke
        Object admit(InvocationContext call) throws Exception {
            Socket socket = Steps.socket(call);
            Notes.mark(socket, "m1");
            JsonObject auth = socket.handshake().auth();
            if (!auth.containsKey("reject")) {
                return call.proceed();
            }
            String message = Steps.text(auth.get("reject"));
            throw auth.containsKey("rejectData")
                    ? new ConnectionRefused(message, auth.get("rejectData"))
                    : new ConnectionRefused(message);
        }
    }

    @Admission
    @Interceptor
    @Priority(2)
    static class Waiting {
        @Inject
        Timer timer;

        @AroundInvoke
        Object admit(InvocationContext call) throws Exception {
            Socket socket = Steps.socket(call);
            Notes.mark(socket, "m2");
            return socket.handshake().auth().get("delay") instanceof JsonNumber delay
                    ? timer.after(Math.min(1500, delay.longValue())).thenCompose(over -> Steps.proceed(call))
                    : call.proceed();
        }
    }

    @Admission
    @Interceptor
    @Priority(3)
    static class Last {
        @AroundInvoke
        Object admit(InvocationContext call) throws Exception {
            Notes.mark(Steps.socket(call), "m3");
            return call.proceed();
        }
    }
}
