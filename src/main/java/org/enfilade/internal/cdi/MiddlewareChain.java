package org.enfilade.internal.cdi;

import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.enfilade.Refusal;
import org.enfilade.Socket;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.namespace.ClientMistake;

/** The middleware of one kind of a namespace bean, in order. */
final class MiddlewareChain {
    /** An interceptor method with its instance. */
    interface Link {
        Object call(InvocationContext call) throws Throwable;
    }

    private final List<Link> links;
    private final Method gate;
    private final RequestContexts requests;
    private final Supplier<? extends Exception> forbidden;
    private final boolean isOfConnect;

    /**
     * The chain.
     *
     * @param gate what {@code getMethod()} shows
     * @param forbidden how a middleware refuses that says nothing and does not proceed
     */
    MiddlewareChain(List<Link> links, Method gate, RequestContexts requests, Supplier<? extends Exception> forbidden) {
        this.links = links;
        this.gate = gate;
        this.requests = requests;
        this.forbidden = forbidden;
        this.isOfConnect = gate.getParameterCount() == 1;
    }

    boolean isEmpty() {
        return links.isEmpty();
    }

    /** Completes with the parameters as the last middleware left them, or fails with what refused. */
    CompletionStage<Object[]> run(Object... parameters) {
        if (links.isEmpty()) {
            return CompletableFuture.completedFuture(parameters);
        }
        MiddlewareState state = new MiddlewareState(gate, parameters);
        CompletableFuture<Object[]> outcome = new CompletableFuture<>();
        from(0, state).whenComplete((done, failure) -> {
            if (failure == null) {
                outcome.complete(state.parameters());
            } else {
                refuse(outcome, Failures.unwrap(failure));
            }
        });
        return outcome;
    }

    /** Runs the rest of the chain, from a link on. The stage completes normally only if the end was reached. */
    CompletionStage<?> from(int index, MiddlewareState state) {
        if (index == links.size()) {
            return CompletableFuture.completedFuture(null);
        }
        MiddlewareCall call = new MiddlewareCall(this, index, state);
        Object result = requests.call(
                (Socket) state.parameters()[0], () -> call.within(() -> intercept(links.get(index), call)));
        CompletionStage<?> own =
                result instanceof CompletionStage<?> stage ? stage : CompletableFuture.completedFuture(null);
        // The middleware's own stage may end early, or hide the failure of the rest: that one counts as well.
        return own.thenCompose(ignored -> call.outcome(forbidden));
    }

    /** The same on a thread for handlers: what completes a middleware's stage may be a thread that must not block. */
    CompletionStage<?> fromElsewhere(int index, MiddlewareState state) {
        Socket socket = (Socket) state.parameters()[0];
        CompletableFuture<CompletionStage<?>> begun = new CompletableFuture<>();
        requests.execute(socket, () -> begun.complete(tryFrom(index, state)), begun::completeExceptionally);
        return begun.thenCompose(rest -> rest);
    }

    /** The same as {@link #from}, and never throws: whoever waits for the end would wait for ever. */
    CompletionStage<?> tryFrom(int index, MiddlewareState state) {
        try {
            return from(index, state);
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Object intercept(Link link, MiddlewareCall call) {
        try {
            return link.call(call);
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What refuses an event has an observer, or is logged where it has none. */
    private void refuse(CompletableFuture<Object[]> outcome, Throwable failure) {
        try {
            if (isOfConnect && !(failure instanceof Refusal) && ClientMistake.behind(failure) == null) {
                Log.error("Middleware failed, which refuses the connect", failure);
            }
        } finally {
            outcome.completeExceptionally(failure);
        }
    }
}
