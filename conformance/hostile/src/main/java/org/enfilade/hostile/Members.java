package org.enfilade.hostile;

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
import org.enfilade.ConnectionRefused;
import org.enfilade.Middleware;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.Socket;

/** As many namespaces as one likes, for who says {@code {"member":true}}. */
@Members.Only
@NamespaceEndpoint(pattern = "^/members-[a-z0-9]+$")
public class Members extends Toys {
    @InterceptorBinding
    @Middleware(CONNECT)
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface Only {}

    @Only
    @Interceptor
    @Priority(1)
    static class Check {
        @AroundInvoke
        Object admit(InvocationContext call) throws Exception {
            Socket socket = (Socket) call.getParameters()[0];
            if (!socket.handshake().auth().getBoolean("member", false)) {
                throw new ConnectionRefused("members only");
            }
            return call.proceed();
        }
    }
}
