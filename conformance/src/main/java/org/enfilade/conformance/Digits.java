package org.enfilade.conformance;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static org.enfilade.Middleware.Kind.CONNECT;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.enfilade.Middleware;
import org.enfilade.NamespaceEndpoint;

/** Gets what {@link DigitsFromOne} has left. */
@Digits.Marked
@Priority(2)
@NamespaceEndpoint(pattern = "^/digits/\\d+$")
public class Digits extends Toolkit {
    @InterceptorBinding
    @Middleware(CONNECT)
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface Marked {}

    @Marked
    @Interceptor
    @Priority(1)
    static class Mark {
        @AroundInvoke
        Object admit(InvocationContext call) throws Exception {
            Notes.mark(Steps.socket(call), "second");
            return call.proceed();
        }
    }
}
