package org.enfilade.internal.namespace;

import org.enfilade.Socket;
import org.enfilade.internal.log.LogText;

/** How the log names a socket. */
public final class SocketLabel {
    private SocketLabel() {}

    /** Its id, its client's address and its namespace. */
    public static String of(Socket socket) {
        return "socket " + socket.id() + " of " + socket.handshake().address().orElse("") + " in namespace "
                + LogText.quote(socket.namespace().name());
    }
}
