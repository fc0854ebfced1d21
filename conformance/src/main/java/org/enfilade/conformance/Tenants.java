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
import java.util.Map;
import org.enfilade.ConnectionRefused;
import org.enfilade.Middleware;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.Socket;

/** A dynamic namespace by pattern, whose middleware refuses one of the children. */
@Tenants.Open
@NamespaceEndpoint(pattern = "^/tenant-[a-z0-9]+$")
public class Tenants extends Toolkit {
    @InterceptorBinding
    @Middleware(CONNECT)
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface Open {}

    @Open
    @Interceptor
    @Priority(1)
    static class Check {
        @AroundInvoke
        Object admit(InvocationContext call) throws Exception {
            Socket socket = Steps.socket(call);
            String name = socket.namespace().name();
            Notes.mark(socket, "tenant:" + name);
            if (name.equals("/tenant-closed")) {
                throw new ConnectionRefused("tenant closed", Map.of("tenant", "closed"));
            }
            return call.proceed();
        }
    }
}
