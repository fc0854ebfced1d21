package org.enfilade.internal.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.enterprise.inject.spi.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.enfilade.ConnectionRefused;
import org.enfilade.EventRefused;
import org.enfilade.Middleware;
import org.enfilade.Socket;

/**
 * Finds the interceptors of a namespace bean's middleware bindings; those that serve both chains get one instance.
 * Their {@code @AroundInvoke} methods are called by us: {@code Interceptor.intercept} of Weld wraps the invocation
 * context in one of its own, which runs the same interceptor again when it proceeds after having returned, and wraps
 * what it throws.
 */
final class MiddlewareBinder {
    private final BeanManager beans;
    private final RequestContexts requests;
    private final Problems problems;
    private final Consumer<AutoCloseable> resources;
    private final Map<Interceptor<?>, Object> instances = new HashMap<>();

    MiddlewareBinder(
            BeanManager beans, RequestContexts requests, Problems problems, Consumer<AutoCloseable> resources) {
        this.beans = beans;
        this.requests = requests;
        this.problems = problems;
        this.resources = resources;
    }

    /** @param own the methods of the bean that decide after its interceptors */
    MiddlewareChain connect(Endpoint endpoint, List<BoundHandler> own) {
        List<MiddlewareChain.Link> links = new ArrayList<>(links(endpoint, Middleware.Kind.CONNECT));
        own.forEach(handler -> links.add(call -> decide(handler, (MiddlewareCall) call)));
        return new MiddlewareChain(
                List.copyOf(links), Gate.method("connect"), requests, () -> new ConnectionRefused("Forbidden"));
    }

    MiddlewareChain events(Endpoint endpoint) {
        return new MiddlewareChain(
                links(endpoint, Middleware.Kind.EVENT),
                Gate.method("event"),
                requests,
                () -> new EventRefused("Forbidden"));
    }

    /** Goes on unless the handler throws, or its stage fails. */
    private static Object decide(BoundHandler handler, MiddlewareCall call) throws Throwable {
        Object result = handler.callOpenly(new Call((Socket) call.getTarget()));
        return result instanceof CompletionStage<?> stage
                ? stage.thenCompose(done -> (CompletionStage<?>) call.proceed())
                : call.proceed();
    }

    private List<MiddlewareChain.Link> links(Endpoint endpoint, Middleware.Kind kind) {
        Annotation[] bindings = endpoint.middleware().stream()
                .filter(binding -> MiddlewareBindings.kind(binding) == kind)
                .toArray(Annotation[]::new);
        if (bindings.length == 0) {
            return List.of();
        }
        List<Interceptor<?>> interceptors = beans.resolveInterceptors(InterceptionType.AROUND_INVOKE, bindings);
        for (Annotation binding : bindings) {
            checkServed(endpoint, binding, interceptors);
        }
        return interceptors.stream().flatMap(this::links).toList();
    }

    private void checkServed(Endpoint endpoint, Annotation binding, List<Interceptor<?>> interceptors) {
        boolean served = interceptors.stream()
                .flatMap(interceptor -> interceptor.getInterceptorBindings().stream())
                .anyMatch(other -> other.annotationType() == binding.annotationType());
        if (!served) {
            problems.add(
                    Rule.MIDDLEWARE_EXISTS,
                    Problems.place(endpoint.type()),
                    "carries " + TypeNames.of(binding, endpoint.middleware()) + ", which no enabled interceptor has");
        }
    }

    private Stream<MiddlewareChain.Link> links(Interceptor<?> interceptor) {
        @SuppressWarnings("unchecked") // it is only ever given its own instance
        Interceptor<Object> untyped = (Interceptor<Object>) interceptor;
        Object instance = instances.computeIfAbsent(interceptor, key -> create(untyped));
        List<MethodHandle> methods = AroundInvokeMethods.of(instance.getClass());
        return methods.isEmpty()
                ? Stream.of(call -> untyped.intercept(InterceptionType.AROUND_INVOKE, instance, call))
                : methods.stream().map(method -> call -> method.invokeExact(instance, call));
    }

    private Object create(Interceptor<Object> interceptor) {
        CreationalContext<Object> context = beans.createCreationalContext(interceptor);
        Object instance = interceptor.create(context);
        resources.accept(() -> interceptor.destroy(instance, context));
        return instance;
    }
}
