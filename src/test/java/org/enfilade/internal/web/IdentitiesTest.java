package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.concurrent.ContextService;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
    private record UserPrincipal(String getName) implements Principal {}

    /** As a server does it: threads inherit who is logged in. */
    private static final InheritableThreadLocal<String> USER = new InheritableThreadLocal<>();

    private static boolean undeploying;
    private static boolean jakartaEE11;

    private final Identities identities = new Identities(contexts(), policies());
    private final List<String> seen = new ArrayList<>();

    /** Jakarta Authorization, as far as we use it. */
    public static final class Policy {
        private static final ThreadLocal<String> ID = new ThreadLocal<>();

        private Policy() {}

        public static String getContextID() {
            return ID.get();
        }

        public static void setContextID(String id) {
            ID.set(id);
        }

        public static Object getContext(String key) {
            assertThat(key).isEqualTo("javax.security.auth.Subject.container");
            if (jakartaEE11 && ID.get() == null) {
                throw new NullPointerException("Exousia looks up a handler by the id");
            }
            String user = USER.get();
            return user == null ? null : new Subject(true, Set.of(new UserPrincipal(user)), Set.of(), Set.of());
        }
    }

    private static PolicyContexts policies() {
        return PolicyContexts.find(IdentitiesTest.class.getClassLoader(), Policy.class.getName());
    }

    /** Captures and restores the user and nothing else. */
    private static ContextService contexts() {
        return (ContextService) Proxy.newProxyInstance(
                IdentitiesTest.class.getClassLoader(),
                new Class<?>[] {ContextService.class},
                (proxy, method, arguments) -> inContext((Executor) arguments[0], USER.get()));
    }

    private static Executor inContext(Executor executor, String captured) {
        return task -> {
            if (undeploying) {
                throw new IllegalStateException("the module is disabled");
            }
            String before = USER.get();
            USER.set(captured);
            try {
                executor.execute(task);
            } finally {
                USER.set(before);
            }
        };
    }

    @AfterEach
    void logOut() {
        USER.remove();
        Policy.ID.remove();
        undeploying = false;
        jakartaEE11 = false;
    }

    private void see() {
        seen.add(USER.get() + " in " + Policy.getContextID());
    }

    @Test
    void caller_isOnTheThread_whileATaskRuns() {
        USER.set("ada");
        Policy.setContextID("app");
        Executor ada = identities.ofThisThread();
        USER.set("bob");
        Policy.setContextID("other");

        ada.execute(this::see);
        see();

        assertThat(seen).containsExactly("ada in app", "bob in other");
    }

    @Test
    void caller_isTakenOff_afterATaskThatFails() {
        USER.set("ada");
        Policy.setContextID("app");
        Executor ada = identities.ofThisThread();
        USER.remove();
        Policy.ID.remove();

        assertThatThrownBy(() -> ada.execute(() -> {
                    see();
                    throw new IllegalStateException("of the task");
                }))
                .hasMessage("of the task");
        see();

        assertThat(seen).containsExactly("ada in app", "null in null");
    }

    @Test
    void thread_madeWhileSomebodyIsLoggedIn_isNobodys() throws InterruptedException {
        USER.set("ada");

        Thread thread = identities.nobodysThreads(Thread::new).newThread(this::see);
        thread.start();
        thread.join();

        assertThat(seen).containsExactly("null in null");
    }

    @Test
    void nobody_onAThreadThatKeepsItsCaller_isNobody() {
        Executor nobody = identities.ofNobody("Payara Micro 6");
        USER.set("ada");

        nobody.execute(this::see);
        see();
        USER.remove();
        nobody.execute(this::see);

        assertThat(seen).containsExactly("null in null", "ada in null", "null in null");
    }

    @Test
    void nobody_onAThreadOfWhichTheServerCannotTellWhoItIs_isNobody() {
        jakartaEE11 = true;
        Executor nobody = new Identities(contexts(), policies()).ofNobody("Payara Micro 7");
        USER.set("ada");

        nobody.execute(this::see);
        see();

        assertThat(seen).containsExactly("null in null", "ada in null");
    }

    @Test
    void nobody_whereThreadsAreNobodys_needsNoIdentity() {
        assertThat(identities.ofNobody("WildFly 39 (Undertow)")).isNull();
    }

    @Test
    void task_handedOverWhileSomebodyIsLoggedIn_isNobodys() {
        USER.set("ada");

        identities.nobodysTasks(Runnable::run).execute(this::see);

        assertThat(seen).containsExactly("null in null");
    }

    @Test
    void task_whenTheContainerGivesNoContextAnyMore_runsAsNobody_once() {
        USER.set("ada");
        Executor ada = identities.ofThisThread();
        USER.remove();
        undeploying = true;

        ada.execute(this::see);

        assertThat(seen).containsExactly("null in null");
    }

    @Test
    void threadsAndTasks_areStillHadOf_aContainerThatGivesNoContextAnyMore() throws InterruptedException {
        undeploying = true;

        Thread thread = identities.nobodysThreads(Thread::new).newThread(this::see);
        thread.start();
        thread.join();
        identities.nobodysTasks(Runnable::run).execute(this::see);

        assertThat(seen).containsExactly("null in null", "null in null");
    }

    @Test
    void proxyThatKeepsStateOfItsCalls_isEnteredByOneThreadAtATime_andOnce() throws InterruptedException {
        AtomicInteger entered = new AtomicInteger();
        List<Integer> inside = new CopyOnWriteArrayList<>();
        Executor careful = Identities.oneAtATime(task -> {
            inside.add(entered.incrementAndGet());
            task.run();
            entered.decrementAndGet();
        });
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                for (int call = 0; call < 100; call++) {
                    careful.execute(() -> careful.execute(Thread::yield));
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(inside).hasSize(800).containsOnly(1);
    }

    @Test
    void server_withoutJakartaAuthorization_needsNoContextId() {
        PolicyContexts none = PolicyContexts.find(getClass().getClassLoader(), "no.such.PolicyContext");

        none.run(none.current(), this::see);

        assertThat(seen).containsExactly("null in null");
    }
}
