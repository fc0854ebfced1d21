package org.enfilade.conformance;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static org.enfilade.Middleware.Kind.CONNECT;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.enfilade.Middleware;
import org.enfilade.NamespaceEndpoint;

/** Middlewares that wait run one after the other, however long each takes. */
@Order.Queue
@NamespaceEndpoint("/order")
public class Order extends Toolkit {
    @InterceptorBinding
    @Middleware(CONNECT)
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface Queue {}

    abstract static class Step {
        @Inject
        Timer timer;

        Object step(InvocationContext call, String mark, long milliseconds) {
            return timer.after(milliseconds).thenCompose(over -> {
                Notes.mark(Steps.socket(call), mark);
                return Steps.proceed(call);
            });
        }
    }

    @Queue
    @Interceptor
    @Priority(1)
    static class First extends Step {
        @AroundInvoke
        Object admit(InvocationContext call) {
            Steps.socket(call).join("early");
            return step(call, "a", 30);
        }
    }

    @Queue
    @Interceptor
    @Priority(2)
    static class Second extends Step {
        @AroundInvoke
        Object admit(InvocationContext call) {
            return step(call, "b", 10);
        }
    }

    @Queue
    @Interceptor
    @Priority(3)
    static class Third extends Step {
        @AroundInvoke
        Object admit(InvocationContext call) {
            return step(call, "c", 0);
        }
    }
}
