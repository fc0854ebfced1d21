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
import java.security.Principal;
import org.enfilade.ConnectionRefused;
import org.enfilade.Middleware;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.Socket;

/** What {@link PrincipalIT} deploys. */
final class PrincipalApplication {
    private PrincipalApplication() {}

    private static String user(Socket socket) {
        return socket.handshake().principal().map(Principal::getName).orElse("nobody");
    }

    @NamespaceEndpoint("/")
    static class Main {
        String who(@Observes @On("who") Socket socket) {
            return user(socket);
        }
    }

    @OnlyAda
    @NamespaceEndpoint("/ada")
    static class Ada {}

    @InterceptorBinding
    @Middleware(Middleware.Kind.CONNECT)
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface OnlyAda {}

    @OnlyAda
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class Check {
        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            String user = user((Socket) call.getTarget());
            if (!user.equals("ada")) {
                throw new ConnectionRefused("not for " + user);
            }
            return call.proceed();
        }
    }
}
