package org.enfilade.conformance;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static org.enfilade.Middleware.Kind.CONNECT;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.json.JsonValue;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.enfilade.ConnectionRefused;
import org.enfilade.Middleware;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.Socket;

/** Three middlewares look at a token, each at another side of it. */
@Auth.Token
@NamespaceEndpoint("/auth")
public class Auth extends Toolkit {
    @InterceptorBinding
    @Middleware(CONNECT)
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface Token {}

    @Token
    @Interceptor
    @Priority(1)
    static class Present {
        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            Socket socket = Steps.socket(call);
            Notes.mark(socket, "a");
            socket.join("waiting");
            if (token(socket).isEmpty()) {
                throw new ConnectionRefused("missing token", Map.of("code", 401));
            }
            return call.proceed();
        }
    }

    @Token
    @Interceptor
    @Priority(2)
    static class Fresh {
        @Inject
        Timer timer;

        @AroundInvoke
        Object check(InvocationContext call) {
            Socket socket = Steps.socket(call);
            return timer.after(50).thenCompose(over -> {
                Notes.mark(socket, "b");
                return token(socket).equals("expired")
                        ? CompletableFuture.failedStage(new ConnectionRefused(
                                "expired token", Map.of("code", 419, "hint", Map.of("renew", true))))
                        : Steps.proceed(call);
            });
        }
    }

    @Token
    @Interceptor
    @Priority(3)
    static class Good {
        private static final String PREFIX = "good-";

        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            Socket socket = Steps.socket(call);
            Notes.mark(socket, "c");
            String token = token(socket);
            if (token.equals("plain")) {
                throw new ConnectionRefused("plain refusal");
            }
            if (!token.startsWith(PREFIX)) {
                throw new ConnectionRefused("bad token", List.of("bad", Map.of("token", value(socket))));
            }
            Notes.put(socket, "user", token.substring(PREFIX.length()));
            return call.proceed();
        }
    }

    private static String token(Socket socket) {
        JsonValue value = value(socket);
        return value == JsonValue.NULL ? "" : Steps.text(value);
    }

    private static JsonValue value(Socket socket) {
        return socket.handshake().auth().getOrDefault("token", JsonValue.NULL);
    }
}
