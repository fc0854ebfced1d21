package org.enfilade.internal.cdi;

import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The call as one middleware sees it. Each has a context of its own, unlike in a call that the container intercepts, so
 * that {@code proceed} knows who calls it, whenever and from whichever thread.
 */
final class MiddlewareCall implements InvocationContext {
    private final MiddlewareChain chain;
    private final int index;
    private final MiddlewareState state;
    private final AtomicReference<CompletableFuture<Object>> rest = new AtomicReference<>();
    private volatile Thread inside;

    MiddlewareCall(MiddlewareChain chain, int index, MiddlewareState state) {
        this.chain = chain;
        this.index = index;
        this.state = state;
    }

    /**
     * How the rest of the chain ends. A middleware that has not proceeded by now has refused, and cannot proceed any
     * more.
     */
    CompletionStage<Object> outcome(Supplier<? extends Throwable> refusal) {
        rest.compareAndSet(null, CompletableFuture.failedFuture(refusal.get()));
        return rest.get();
    }

    /** Calls the middleware; while that lasts, the rest of the chain may run on its thread. */
    Object within(Supplier<Object> middleware) {
        inside = Thread.currentThread();
        try {
            return middleware.get();
        } finally {
            inside = null;
        }
    }

    @Override
    public Object proceed() {
        CompletableFuture<Object> mine = new CompletableFuture<>();
        if (rest.compareAndSet(null, mine)) {
            CompletionStage<?> next = Thread.currentThread() == inside
                    ? chain.tryFrom(index + 1, state)
                    : chain.fromElsewhere(index + 1, state);
            next.whenComplete((done, failure) -> end(mine, failure));
        }
        return rest.get().copy(); // whoever completes the copy does not open the gate
    }

    private static void end(CompletableFuture<Object> rest, Throwable failure) {
        if (failure == null) {
            rest.complete(null);
        } else {
            rest.completeExceptionally(Failures.unwrap(failure));
        }
    }

    @Override
    public Object getTarget() {
        return state.parameters()[0];
    }

    @Override
    public Method getMethod() {
        return state.gate();
    }

    @Override
    public Object[] getParameters() {
        return state.parameters();
    }

    @Override
    public void setParameters(Object[] parameters) {
        state.setParameters(parameters);
    }

    @Override
    public Map<String, Object> getContextData() {
        return state.contextData();
    }

    @Override
    public Object getTimer() {
        return null;
    }

    @Override
    public Constructor<?> getConstructor() {
        return null;
    }
}
