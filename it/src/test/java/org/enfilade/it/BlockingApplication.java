package org.enfilade.it;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import org.enfilade.Middleware;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.NonBlocking;
import org.enfilade.On;
import org.enfilade.ServerOptions;
import org.enfilade.Socket;

/** What {@link BlockingIT} deploys. */
final class BlockingApplication {
    /** For a test that has failed before it woke the sleepers. */
    private static final Duration LONGEST_NAP = Duration.ofMinutes(5);

    static final int MAX_THREADS = 40;

    private static final Object BED = new Object();
    // guarded by BED
    private static int sleepers;
    private static int mornings;

    private BlockingApplication() {}

    /** Sleeps until it is woken. */
    private static void nap() throws InterruptedException {
        synchronized (BED) {
            sleepers++;
            long end = System.nanoTime() + LONGEST_NAP.toNanos();
            for (int today = mornings; mornings == today && System.nanoTime() < end; ) {
                BED.wait(1_000);
            }
            sleepers--;
        }
    }

    @NamespaceEndpoint("/echo")
    static class Echo {
        void configure(@Observes ServerOptions.Builder options) {
            options.pingInterval(Duration.ofMillis(500))
                    .pingTimeout(Duration.ofMinutes(3))
                    .connectTimeout(Duration.ofMinutes(3))
                    .maxThreads(MAX_THREADS);
        }

        int sleepers(@Observes @On("sleepers") Socket socket) {
            synchronized (BED) {
                return sleepers;
            }
        }

        String wake(@Observes @On("wake") Socket socket) {
            synchronized (BED) {
                mornings++;
                BED.notifyAll();
            }
            return "ok";
        }

        String echo(@Observes @On("echo") String text) {
            return text;
        }

        String thread(@Observes @On("thread") Socket socket) {
            return Thread.currentThread().getName();
        }
    }

    /** Needs no thread of the pool. */
    @NamespaceEndpoint("/prompt")
    @NonBlocking
    static class Prompt {
        String wake(@Observes @On("wake") Socket socket) {
            return new Echo().wake(socket);
        }

        int sleepers(@Observes @On("sleepers") Socket socket) {
            return new Echo().sleepers(socket);
        }

        String echo(@Observes @On("echo") String text) {
            return text;
        }
    }

    @NamespaceEndpoint("/slow")
    static class Slow {
        String nap(@Observes @On("nap") String name) throws InterruptedException {
            BlockingApplication.nap();
            return name;
        }
    }

    @NamespaceEndpoint("/slow-to-join")
    @SlowToJoin
    static class SlowMembers {}

    @NamespaceEndpoint("/slow-to-ask")
    @SlowToAsk
    static class SlowQuestions {
        String ask(@Observes @On("ask") String question) {
            return question;
        }
    }

    @InterceptorBinding
    @Middleware(Middleware.Kind.CONNECT)
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface SlowToJoin {}

    @SlowToJoin
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class JoinMiddleware {
        @AroundInvoke
        Object wait(InvocationContext call) throws Exception {
            nap();
            return call.proceed();
        }
    }

    @InterceptorBinding
    @Middleware(Middleware.Kind.EVENT)
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface SlowToAsk {}

    @SlowToAsk
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class AskMiddleware {
        @AroundInvoke
        Object wait(InvocationContext call) throws Exception {
            nap();
            return call.proceed();
        }
    }
}
