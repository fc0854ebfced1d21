package org.enfilade.junit.guide;

import static org.enfilade.Middleware.Kind.CONNECT;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.enfilade.ConnectionRefused;
import org.enfilade.Middleware;
import org.enfilade.NamespaceEndpoint;

@NamespaceEndpoint("/admin")
@Admin.Only
public class Admin {
    @InterceptorBinding
    @Middleware(CONNECT)
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Only {}

    @Only
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class Nobody {
        @AroundInvoke
        Object check(InvocationContext call) throws ConnectionRefused {
            throw new ConnectionRefused("not authorized");
        }
    }
}
