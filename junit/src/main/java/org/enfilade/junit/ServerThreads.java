package org.enfilade.junit;

import jakarta.enterprise.concurrent.ContextService;
import java.lang.reflect.Proxy;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import org.enfilade.internal.web.ContainerNames;

/**
 * The threads of one server, in place of a container's. All are daemons, and all have the server's name in front of
 * theirs.
 */
final class ServerThreads implements ContainerNames {
    private static final long END_MILLIS = 5_000;
    /** Hands back what it is given: these threads have no context that it could carry. */
    private static final ContextService CONTEXTS = (ContextService) Proxy.newProxyInstance(
            ServerThreads.class.getClassLoader(),
            new Class<?>[] {ContextService.class},
            (proxy, method, arguments) -> arguments[0]);

    private final String name;
    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService tasks;
    private final ScheduledThreadPoolExecutor alarms;

    ServerThreads(String name) {
        this.name = name;
        tasks = Executors.newCachedThreadPool(factory("task"));
        alarms = new ScheduledThreadPoolExecutor(1, factory("alarm"));
        alarms.setRemoveOnCancelPolicy(true);
    }

    ThreadFactory factory(String use) {
        return task -> {
            Thread thread = new Thread(task, name + "-" + use + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    ExecutorService tasks() {
        return tasks;
    }

    ScheduledExecutorService alarms() {
        return alarms;
    }

    /** Executors that an application names itself are not configured here: one serves for all. */
    @Override
    public Object lookUp(String wanted) throws NamingException {
        return switch (wanted) {
            case "java:comp/DefaultManagedThreadFactory" -> factory("handler");
            case "java:comp/DefaultContextService" -> CONTEXTS;
            default -> {
                if (!wanted.startsWith("java:")) {
                    throw new NameNotFoundException(wanted);
                }
                yield tasks;
            }
        };
    }

    /** There is no JNDI, so the log shall not name anything of it. */
    @Override
    public String describe(String wanted) {
        return "this test server";
    }

    /** Ends them, and waits until they have ended. */
    void stop() {
        tasks.shutdownNow();
        alarms.shutdownNow();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MILLIS);
        try {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (thread.getName().startsWith(name + "-") && left > 0) {
                    thread.join(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
