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
import org.enfilade.On;
import org.enfilade.ServerOptions;

/** What {@link BlockingIT} deploys. */
final class BlockingApplication {
    /** Longer than a client that is not answered may live. */
    static final long NAP_MILLIS = 5_000;

    private BlockingApplication() {}

    private static void nap() throws InterruptedException {
        Thread.sleep(NAP_MILLIS);
    }

    @NamespaceEndpoint("/echo")
    static class Echo {
        void configure(@Observes ServerOptions.Builder options) {
            options.pingInterval(Duration.ofMillis(500)).pingTimeout(Duration.ofMillis(1_500));
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
