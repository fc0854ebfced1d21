package org.enfilade.internal.web;

import jakarta.enterprise.concurrent.ContextService;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.web.catalina.Catalina;

/**
 * As whom the application is called. The container puts a caller on the threads of requests; ours have nobody, and a
 * handshake's caller only while something runs for its connection. By Jakarta Concurrency, which knows what all belongs
 * to a caller on this server.
 */
final class Identities {
    private final ContextService contexts;
    private final PolicyContexts policies;
    private final Executor nobody;
    /** Empty if the server cannot tell. */
    private final Optional<Set<Principal>> nobodysPrincipals;

    /** Made where nobody is logged in: at the start of the application. */
    Identities(ContextService contexts, PolicyContexts policies) {
        this.contexts = contexts;
        this.policies = policies;
        this.nobody = captured();
        this.nobodysPrincipals = policies.principals().map(Set::copyOf);
    }

    /**
     * Runs tasks as nobody, on a thread of this server; {@code null} where its threads are nobody's already. Payara and
     * GlassFish leave the caller of a request on its thread, which goes on to read what others send.
     *
     * @param server as it calls itself
     */
    Executor ofNobody(String server) {
        return Catalina.is(server) ? this::asNobody : null;
    }

    private void asNobody(Runnable task) {
        Optional<Set<Principal>> principals = policies.principals();
        if (principals.isPresent() && principals.equals(nobodysPrincipals)) {
            task.run();
        } else {
            runAsNobody(task);
        }
    }

    /** Runs a task as nobody, whoever is on this thread. */
    void runAsNobody(Runnable task) {
        new Run(task, null).in(nobody);
    }

    /** Runs tasks as the caller of the request on this thread, on whichever thread it is called from. */
    Executor ofThisThread() {
        Executor context = captured();
        String policy = policies.current();
        return task -> new Run(task, policy).in(context);
    }

    /**
     * Makes threads that are nobody's. Those of a container inherit whoever happens to be logged in on the thread that
     * makes them, and keep him: Elytron's identities and GlassFish's security contexts are inheritable thread locals.
     */
    ThreadFactory nobodysThreads(ThreadFactory factory) {
        return task -> {
            Thread[] made = new Thread[1];
            runAsNobody(() -> made[0] = factory.newThread(task));
            return made[0];
        };
    }

    /** Hands tasks over as nobody: an executor of the container passes on who hands them over. */
    Executor nobodysTasks(Executor executor) {
        return task -> runAsNobody(() -> executor.execute(task));
    }

    /** {@code currentContextExecutor} would do, but is new in Concurrency 3.0. */
    private Executor captured() {
        Executor here = Runnable::run;
        Executor proxy = contexts.createContextualProxy(here, Executor.class);
        return runOneAtATime() ? oneAtATime(proxy) : proxy;
    }

    /** Whether what runs in a context of this server waits for all else that runs in the same one: TomEE. */
    boolean runOneAtATime() {
        return contexts.getClass().getName().startsWith("org.apache.openejb.");
    }

    /**
     * TomEE 9 keeps what a call through a contextual proxy has found on its thread in the proxy: calls of several
     * threads at once, or within each other, put back the wrong caller or fail. So there the handlers of one logged-in
     * connection run one at a time.
     */
    static Executor oneAtATime(Executor proxy) {
        ReentrantLock lock = new ReentrantLock();
        return task -> {
            if (lock.isHeldByCurrentThread()) {
                task.run();
                return;
            }
            lock.lock();
            try {
                proxy.execute(task);
            } finally {
                lock.unlock();
            }
        };
    }

    /** One run of a task. */
    private final class Run implements Runnable {
        private final Runnable task;
        private final String policy;
        private boolean begun;

        Run(Runnable task, String policy) {
            this.task = task;
            this.policy = policy;
        }

        void in(Executor context) {
            try {
                context.execute(this);
            } catch (RuntimeException e) {
                if (begun) {
                    throw e;
                }
                // Payara gives no contexts any more while it undeploys; what is done then, is done as nobody.
                Log.debug("The container gives no context of the caller any more", e);
                task.run();
            }
        }

        @Override
        public void run() {
            begun = true;
            policies.run(policy, task);
        }
    }
}
