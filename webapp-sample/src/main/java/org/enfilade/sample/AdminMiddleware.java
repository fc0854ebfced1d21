package org.enfilade.sample;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Map;
import org.enfilade.ConnectionRefused;
import org.enfilade.Socket;

/**
 * What {@code nsp.use((socket, next) => …)} is in JavaScript: an interceptor, called once for each socket that wants to
 * join.
 */
@RequiresAdmin
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class AdminMiddleware {
    @Inject
    AdminTokens tokens;

    @AroundInvoke
    Object check(InvocationContext call) throws Exception {
        Socket socket = (Socket) call.getTarget();
        String token = socket.handshake().auth().getString("token", "");
        String user = tokens.redeem(token)
                .orElseThrow(() -> new ConnectionRefused(
                        "not authorized", Map.of("code", 401, "hint", "log in as an administrator"))); // next(err)
        socket.data().put("user", user);
        return call.proceed(); // next()
    }
}
