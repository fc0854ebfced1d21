package org.enfilade.internal.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.EventRefused;
import org.enfilade.Socket;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.namespace.ClientMistake;
import org.enfilade.internal.namespace.EventFailures;
import org.enfilade.internal.namespace.ServerSideAck;
import org.enfilade.internal.namespace.SocketLabel;

/** A handler that can be called. Its failures are logged, and end here; that it refuses an event is told. */
final class BoundHandler {
    private static final MethodType SHAPE = MethodType.methodType(Object.class, Object.class, Object[].class);

    /** Who is told that a handler of an event from a client has failed. */
    interface FailureListener {
        /**
         * It has failed.
         *
         * @param isInTurn whether it is the event's turn still, on a thread that may block
         * @return {@code false} if nothing of the application observes that; then it is logged here
         */
        boolean observe(Call call, Throwable failure, boolean isInTurn);
    }

    private final Handler handler;
    private final BeanCalls bean;
    private final Source[] sources;
    private final String namespace;
    private final MethodHandle method;
    private final boolean createsBeans;
    private final boolean returnsResult;

    BoundHandler(Handler handler, BeanCalls bean, List<Source> sources, String namespace) {
        this.handler = handler;
        this.bean = bean;
        this.sources = sources.toArray(Source[]::new);
        this.namespace = namespace;
        this.method = open(handler.method());
        this.createsBeans = sources.stream().anyMatch(Source::createsBeans);
        this.returnsResult = handler.kind().answers() && handler.method().getReturnType() != void.class;
    }

    Handler handler() {
        return handler;
    }

    /** Whether the client of a socket may have it called. */
    boolean allows(Socket socket) {
        return handler.access().allows(socket);
    }

    void call(Call call, FailureListener failures) {
        if (!createsBeans) {
            callWith(call, failures);
            return;
        }
        CreationalContext<?> dependents = bean.newContext();
        try {
            callWith(call.with(dependents), failures);
        } finally {
            dependents.release();
        }
    }

    /** Calls it, and lets out what it returns or throws. */
    Object callOpenly(Call call) throws Throwable {
        CreationalContext<?> dependents = createsBeans ? bean.newContext() : null;
        try {
            Call complete = createsBeans ? call.with(dependents) : call;
            Object[] arguments = new Object[sources.length];
            for (int i = 0; i < sources.length; i++) {
                arguments[i] = sources[i].value(complete);
            }
            return bean.call(method, arguments);
        } finally {
            if (dependents != null) {
                dependents.release();
            }
        }
    }

    private void callWith(Call call, FailureListener failures) {
        Object[] arguments = arguments(call, failures);
        if (arguments == null) {
            return;
        }
        try {
            Object result = bean.call(method, arguments);
            if (returnsResult) {
                returned(result, call, failures);
            }
        } catch (Throwable e) {
            failed(e, call, failures, !handler.nonBlocking());
        }
    }

    /** Returns {@code null} if there is one without a value, which has been reported. */
    private Object[] arguments(Call call, FailureListener failures) {
        Object[] arguments = new Object[sources.length];
        try {
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = sources[i].value(call);
            }
            return arguments;
        } catch (Throwable e) {
            failed(e, call, failures, !handler.nonBlocking());
            return null;
        }
    }

    private void returned(Object result, Call call, FailureListener failures) {
        if (result instanceof CompletionStage<?> stage) {
            boolean isDone = stage instanceof CompletableFuture<?> future && future.isDone();
            boolean isInTurn = isDone && !handler.nonBlocking();
            stage.whenComplete((value, failure) -> completed(value, failure, call, failures, isInTurn));
        } else if (call.ack() != null && call.ack().isRequested()) {
            call.ack().send(result);
        }
    }

    private void completed(Object value, Throwable failure, Call call, FailureListener failures, boolean isInTurn) {
        if (failure != null) {
            failed(Failures.unwrap(failure), call, failures, isInTurn);
        } else if (call.ack() != null && call.ack().isRequested()) {
            try {
                call.ack().send(value);
            } catch (RuntimeException e) {
                failed(e, call, failures, isInTurn);
            }
        }
    }

    /** A server that asked is told that it need not wait. */
    private void failed(Throwable failure, Call call, FailureListener failures, boolean isInTurn) {
        Throwable cause = Failures.unwrap(failure);
        if (handler.kind().isSentByClient()) {
            if (failures.observe(call, cause, isInTurn)) {
                return;
            }
            if (cause instanceof EventRefused) {
                EventFailures.debug(call.socket(), call.event(), cause);
                return;
            }
        }
        String mistake = mistake(failure);
        if (mistake == null) {
            Log.error(describe() + " failed", failure);
        } else {
            Log.debug(() -> describe() + " was not called, or failed: what the client sent does not fit: " + mistake
                    + of(call));
        }
        if (handler.acknowledges() && call.ack() instanceof ServerSideAck answer) {
            answer.none();
        }
    }

    /** What the client has done wrong; {@code null} if it is the application's failure. */
    private String mistake(Throwable failure) {
        ClientMistake mistake = ClientMistake.behind(failure);
        if (mistake != null) {
            return mistake.getMessage();
        }
        return handler.kind().hasSocket() ? ArgumentViolations.of(failure, handler.method()) : null;
    }

    private static String of(Call call) {
        String event = call.event() == null
                ? ""
                : "; event " + LogText.quote(call.event().name());
        return event + (call.socket() == null ? "" : " from " + SocketLabel.of(call.socket()));
    }

    /** Names what was declared, and nothing that a client chose. */
    private String describe() {
        String event = handler.name().isEmpty() ? "" : " (\"" + handler.name() + "\")";
        return "In namespace " + namespace + " the " + handler.kind().qualifierName() + event + " handler "
                + handler.place();
    }

    private static MethodHandle open(Method method) {
        try {
            return MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
                    .unreflect(method)
                    .asFixedArity()
                    .asSpreader(Object[].class, method.getParameterCount())
                    .asType(SHAPE);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The module of " + Problems.place(method) + " is not open to Enfilade", e);
        }
    }
}
