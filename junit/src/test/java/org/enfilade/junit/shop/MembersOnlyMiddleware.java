package org.enfilade.junit.shop;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Map;
import org.enfilade.ConnectionRefused;
import org.enfilade.Socket;

@MembersOnly
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class MembersOnlyMiddleware {
    @AroundInvoke
    Object check(InvocationContext call) throws Exception {
        Socket socket = (Socket) call.getTarget();
        if (!socket.handshake().auth().getString("member", "").equals("ada")) {
            throw new ConnectionRefused("members only", Map.of("code", 401));
        }
        return call.proceed();
    }
}
