package org.enfilade.internal.web;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** The virtual threads of Java 21, found when they are asked for: this library is compiled for Java 17. */
final class VirtualThreads {
    private VirtualThreads() {}

    /**
     * An executor that starts a virtual thread for each task; empty if this Java has none. The threads inherit nothing
     * of the one that hands a task over: servers keep callers in inheritable thread locals.
     *
     * @param prefix of the threads' names, before their number
     */
    static Optional<ExecutorService> executor(String prefix) {
        try {
            Class<?> type = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Object threads = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(type))
                    .invoke();
            threads = lookup.findVirtual(type, "name", MethodType.methodType(type, String.class, long.class))
                    .invoke(threads, prefix, 1L);
            threads = lookup.findVirtual(
                            type, "inheritInheritableThreadLocals", MethodType.methodType(type, boolean.class))
                    .invoke(threads, false);
            Object factory = lookup.findVirtual(type, "factory", MethodType.methodType(ThreadFactory.class))
                    .invoke(threads);
            Object executor = lookup.findStatic(
                            Executors.class,
                            "newThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class, ThreadFactory.class))
                    .invoke(factory);
            return Optional.of((ExecutorService) executor);
        } catch (Error e) {
            throw e;
        } catch (Throwable none) {
            // Java 19 and 20 have the methods, which fail unless previews are enabled.
            return Optional.empty();
        }
    }
}
