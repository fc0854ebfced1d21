package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ContextService;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.logging.Level;
import javax.naming.NamingException;
import org.enfilade.ServerOptions;
import org.enfilade.internal.cdi.LogCapture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which threads handlers get, by the options, and that they know the application. */
@Timeout(300)
class ContainerThreadsTest {
    private static final ThreadLocal<String> CONTEXT = ThreadLocal.withInitial(() -> "none");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private ContainerThreads threads;

    @AfterEach
    void stop() {
        threads.stop();
    }

    private Object lookUp(String name) throws NamingException {
        return switch (name) {
            case "java:comp/DefaultManagedThreadFactory" -> (ThreadFactory) task -> new Thread(() -> inContext(task));
            case "java:comp/DefaultContextService" -> contexts();
            case "java:comp/env/own" -> (Executor) task -> new Thread(task, "own-1").start();
            default -> throw new NamingException(name);
        };
    }

    private static void inContext(Runnable task) {
        CONTEXT.set("the application's");
        try {
            task.run();
        } finally {
            CONTEXT.remove();
        }
    }

    private static ContextService contexts() {
        return (ContextService) Proxy.newProxyInstance(
                ContainerThreadsTest.class.getClassLoader(),
                new Class<?>[] {ContextService.class},
                (proxy, method, arguments) ->
                        (Executor) task -> inContext(() -> ((Executor) arguments[0]).execute(task)));
    }

    private Optional<ExecutorService> virtual(String prefix) {
        asked.add(prefix);
        return Optional.of(Executors.newCachedThreadPool(task -> new Thread(task, prefix + "virtual")));
    }

    /** The thread of a handler and its context. */
    private String handler(ServerOptions.Builder options, Function<String, Optional<ExecutorService>> virtual) {
        threads = new ContainerThreads(options.build(), this::lookUp, "shop", virtual);
        CompletableFuture<String> seen = new CompletableFuture<>();
        threads.handlers().execute(() -> seen.complete(Thread.currentThread().getName() + ", " + CONTEXT.get()));
        return seen.join();
    }

    @Test
    void handlers_areOnThreadsOfTheContainer() {
        assertThat(handler(ServerOptions.builder(), this::virtual)).isEqualTo("enfilade-shop-1, the application's");
        assertThat(asked).isEmpty();
        assertThat(threads).asString().contains("up to 256 threads of java:comp/DefaultManagedThreadFactory");
        assertThat(threads.handlerThreads().maxThreads()).isEqualTo(256);
    }

    @Test
    void handlers_areOnVirtualThreads_inTheContextOfTheApplication_ifAskedFor() {
        assertThat(handler(ServerOptions.builder().virtualThreads(true).maxThreads(1_000), this::virtual))
                .isEqualTo("enfilade-shop-virtual, the application's");
        assertThat(threads)
                .asString()
                .contains("up to 1000 virtual threads in the context of java:comp/DefaultContextService");
        assertThat(threads.handlerThreads().maxThreads()).isEqualTo(1_000);
    }

    @Test
    void virtualThreads_thatJavaLacks_areAWarning_andHandlersAreOnThreadsOfTheContainer() {
        try (LogCapture log = new LogCapture()) {
            assertThat(handler(ServerOptions.builder().virtualThreads(true), prefix -> Optional.empty()))
                    .isEqualTo("enfilade-shop-1, the application's");
            assertThat(log.messages()).singleElement().satisfies(line -> {
                assertThat(line.getLevel()).isEqualTo(Level.WARNING);
                assertThat(line.getMessage()).contains("enfilade.virtualThreads", "Java 21 or later");
            });
        }
        assertThat(threads).asString().contains("up to 256 threads of");
    }

    @Test
    void executorOfTheApplication_comesFirst() {
        ServerOptions.Builder options =
                ServerOptions.builder().virtualThreads(true).executor("java:comp/env/own");
        assertThat(handler(options, this::virtual)).startsWith("own-1");
        assertThat(asked).isEmpty();
    }

    @Test
    void timers_areOnAThreadOfTheContainer_thatDoesNothingElse() {
        handler(ServerOptions.builder(), this::virtual);
        CompletableFuture<String> seen = new CompletableFuture<>();

        threads.ticker()
                .after(Duration.ZERO, () -> seen.complete(Thread.currentThread().getName() + ", " + CONTEXT.get()));

        assertThat(seen.join()).isEqualTo("enfilade-shop-timers-1, the application's");
    }
}
