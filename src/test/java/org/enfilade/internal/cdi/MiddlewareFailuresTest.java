package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.enfilade.ConnectionRefused;
import org.enfilade.internal.namespace.SocketTasks;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A chain comes to an end, whatever fails below it: a client waits for that. */
class MiddlewareFailuresTest {
    private final LogCapture log = new LogCapture();
    private int contexts = Integer.MAX_VALUE;
    private Executor handlers = Runnable::run;

    @AfterEach
    void close() {
        log.close();
    }

    /** Gives so many request contexts, and fails then. */
    private BeanManager beans() {
        RequestContextController controller =
                fake(RequestContextController.class, method -> method.getName().equals("activate") ? true : null);
        Instance<?> instance = fake(Instance.class, method -> {
            if (contexts-- <= 0) {
                throw new NoClassDefFoundError("weld/Context");
            }
            return controller;
        });
        Instance<?> all = fake(Instance.class, method -> instance);
        return fake(BeanManager.class, method -> all);
    }

    private interface Answer {
        Object to(Method method);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                MiddlewareFailuresTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method)));
    }

    private CompletableFuture<Object[]> run(MiddlewareChain.Link... links) {
        RequestContexts requests = new RequestContexts(
                beans(), new SocketTasks(task -> handlers.execute(task), new FakeTicker()), new CurrentSocket(), true);
        return new MiddlewareChain(
                        List.of(links), Gate.method("connect"), requests, () -> new ConnectionRefused("Forbidden"))
                .run(FakeSocket.create())
                .toCompletableFuture();
    }

    private static Object hiding(InvocationContext call) {
        try {
            return call.proceed();
        } catch (Throwable hidden) {
            return null;
        }
    }

    @Test
    void restOfTheChain_thatCannotBegin_refuses_whateverTheMiddlewareDoesAboutIt() {
        contexts = 1;
        CompletableFuture<Object[]> end = run(MiddlewareFailuresTest::hiding, InvocationContext::proceed);
        assertThat(end).isCompletedExceptionally();
        assertThat(log.errors())
                .singleElement()
                .satisfies(line -> assertThat(line.getThrown()).isInstanceOf(NoClassDefFoundError.class));
    }

    @Test
    void middleware_thatGoesOnElsewhere_withoutAThread_refuses() {
        CompletableFuture<String> token = new CompletableFuture<>();
        handlers = task -> {
            throw new RejectedExecutionException("full");
        };
        CompletableFuture<Object[]> end =
                run(call -> token.thenCompose(valid -> (CompletionStage<?>) hiding(call)), InvocationContext::proceed);
        assertThat(end).isNotDone();
        token.complete("valid");
        assertThat(end).isCompletedExceptionally();
        assertThat(log.errors())
                .singleElement()
                .satisfies(line -> assertThat(line.getThrown()).isInstanceOf(RejectedExecutionException.class));
    }
}
