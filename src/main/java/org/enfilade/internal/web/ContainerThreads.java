package org.enfilade.internal.web;

import jakarta.enterprise.concurrent.ContextService;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.naming.NamingException;
import org.enfilade.ServerOptions;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.management.HandlerThreads;
import org.enfilade.internal.time.SharedTicker;
import org.enfilade.internal.time.Ticker;
import org.enfilade.internal.web.channel.Loops;

/**
 * The threads of a deployment, all of them the container's.
 *
 * <p>Handlers do not run on {@code java:comp/DefaultManagedExecutorService}: WildFly's runs four tasks at a time on two
 * cores, however many wait, and its default scheduled executor is as small. Threads of the default factory know the
 * deployment just as well.
 */
final class ContainerThreads {
    private static final String FACTORY = "java:comp/DefaultManagedThreadFactory";
    private static final String CONTEXT = "java:comp/DefaultContextService";

    private final ContainerNames names;
    private final SharedTicker ticker;
    private final Identities identities;
    private final Executor handlers;
    private final String name;
    /**
     * One, for timers. Not the server's scheduled executor: it shares its threads with whatever else the server does
     * and so may come late, WildFly's fails all tasks while the server is suspended, and that of Payara and GlassFish
     * looks for services in all jars with each timer.
     */
    private final ScheduledThreadPoolExecutor timers;

    private final Loops loops;
    private StoppablePool pool;

    /**
     * Those of a deployment.
     *
     * @param application what threads are named after
     */
    ContainerThreads(ServerOptions options, ContainerNames names, String application) {
        this(options, names, application, VirtualThreads::executor);
    }

    /** @param virtual an executor of virtual threads by the prefix of their names; empty if this Java has none */
    ContainerThreads(
            ServerOptions options,
            ContainerNames names,
            String application,
            Function<String, Optional<ExecutorService>> virtual) {
        this.names = names;
        String prefix = "enfilade-" + application + "-";
        identities = new Identities(lookUp(CONTEXT, ContextService.class), PolicyContexts.find());
        ThreadFactory factory = lookUp(FACTORY, ThreadFactory.class);
        timers = new ScheduledThreadPoolExecutor(1, named(identities.nobodysThreads(factory), prefix + "timers-"));
        timers.setRemoveOnCancelPolicy(true);
        ticker = new SharedTicker(timers, failure -> Log.error("A timer's task failed", failure));
        loops = new Loops(
                named(identities.nobodysThreads(factory), prefix + "io-"),
                Runtime.getRuntime().availableProcessors());
        if (options.executor().isPresent()) {
            String named = options.executor().get();
            handlers = identities.nobodysTasks(lookUp(named, Executor.class));
            name = names.describe(named);
        } else {
            Optional<ExecutorService> chosen = options.virtualThreads() ? virtual(prefix, virtual) : Optional.empty();
            pool = chosen.isPresent()
                    ? new VirtualPool(chosen.get(), identities::runAsNobody, ticker, options.maxThreads())
                    : poolOf(named(identities.nobodysThreads(factory), prefix), options.maxThreads());
            handlers = pool;
            name = "up to " + options.maxThreads()
                    + (chosen.isPresent()
                            ? " virtual threads in the context of " + names.describe(CONTEXT)
                            : " threads of " + names.describe(FACTORY));
        }
    }

    private StoppablePool poolOf(ThreadFactory threads, int max) {
        int small = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
        return new HandlerPool(threads, ticker, small, max);
    }

    private Optional<ExecutorService> virtual(String prefix, Function<String, Optional<ExecutorService>> virtual) {
        if (identities.runOneAtATime()) {
            Log.warning("enfilade.virtualThreads is true, and contexts of this server serve one thread at a time:"
                    + " handlers run on threads of the server, as without it");
            return Optional.empty();
        }
        Optional<ExecutorService> found = virtual.apply(prefix);
        if (found.isEmpty()) {
            Log.warning("enfilade.virtualThreads is true, and Java "
                    + Runtime.version().feature()
                    + " has none: handlers run on threads of the server, as without it. Virtual threads need "
                    + "Java 21 or later");
        }
        return found;
    }

    static ThreadFactory named(ThreadFactory factory, String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = factory.newThread(task);
            if (thread == null) {
                // Else the pool keeps the task, without anybody to run it.
                throw new RejectedExecutionException("the server gives no more threads");
            }
            thread.setName(prefix + count.incrementAndGet());
            return thread;
        };
    }

    private <T> T lookUp(String name, Class<T> type) {
        try {
            return type.cast(names.lookUp(name));
        } catch (NamingException | ClassCastException e) {
            throw new IllegalStateException(
                    "Enfilade needs " + name + " as a " + type.getSimpleName()
                            + "; add Jakarta Concurrency to the server (WildFly: the layer ee-concurrency; Open "
                            + "Liberty: the feature"
                            + " concurrent-3.0; TomEE: openejb.environment.default=true in conf/system.properties), "
                            + "or correct enfilade.executor",
                    e);
        }
    }

    Ticker ticker() {
        return ticker;
    }

    Identities identities() {
        return identities;
    }

    Executor handlers() {
        return handlers;
    }

    /** Threads that read from connections of which the server has let go. */
    Loops loops() {
        return loops;
    }

    /** What is known of the threads for handlers. */
    HandlerThreads handlerThreads() {
        return pool == null ? HandlerThreads.UNKNOWN : pool;
    }

    /**
     * The timers last: until then they make the pool grow, so that handlers that block do not keep others from their
     * end.
     */
    void stop() {
        if (pool != null) {
            pool.stop();
        }
        ticker.stop();
        timers.shutdownNow();
        loops.stop();
    }

    /** What handlers run on, for the log. */
    @Override
    public String toString() {
        return name;
    }
}
