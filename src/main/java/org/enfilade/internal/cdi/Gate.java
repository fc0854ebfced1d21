package org.enfilade.internal.cdi;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;

/** What middleware stands before, as {@code InvocationContext.getMethod()} shows it. Nothing implements it. */
interface Gate {
    void connect(Socket socket);

    void event(Socket socket, SocketEvent event);

    static Method method(String name) {
        return Arrays.stream(Gate.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
