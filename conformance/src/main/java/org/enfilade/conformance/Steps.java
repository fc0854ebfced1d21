package org.enfilade.conformance;

import jakarta.interceptor.InvocationContext;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;

/** What the middleware of several namespaces needs. */
final class Steps {
    private Steps() {}

    static Socket socket(InvocationContext call) {
        return (Socket) call.getParameters()[0];
    }

    static SocketEvent event(InvocationContext call) {
        return (SocketEvent) call.getParameters()[1];
    }

    /** A text as it is, any other value as JSON. */
    static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }

    /** {@code proceed} for middleware that has waited for something: what is thrown fails the stage. */
    static CompletionStage<?> proceed(InvocationContext call) {
        try {
            return (CompletionStage<?>) call.proceed();
        } catch (Exception e) {
            return CompletableFuture.failedStage(e);
        }
    }
}
