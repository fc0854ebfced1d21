package org.enfilade.internal.web.wire;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.Wire;

/**
 * Opens WebSockets on the connections of a server, in the place of what the server has for it; its text says for the
 * log who reads and writes the frames.
 */
public interface OwnWebSockets {
    /** What a WebSocket is opened for. */
    interface Opening {
        /**
         * The client has its answer, and is heard when this has returned.
         *
         * @param wire already of use
         * @return who is told what the client sends; {@code null} if nobody is, and the wire has been closed
         */
        Inbound open(Wire wire);

        /** The connection, as far as the server shows it. */
        ClientLink link();

        /** How many bytes a message may have. */
        int maxMessage();

        /** A count of what is kept of messages that are not complete. */
        Account newAccount();

        /** Runs what a client has sent at once; what is sent meanwhile is written at its end. */
        void reading(Runnable task);

        /** Runs what several clients have sent, and writes what is sent meanwhile at the end of all. */
        void readingAll(Runnable task);
    }

    /**
     * Whether the connection of this request can become one. On the request's thread.
     *
     * @param link that connection, as far as the server shows it
     */
    boolean canOpen(HttpServletRequest request, ClientLink link);

    /**
     * Answers a handshake, which is complete and admitted, with 101.
     *
     * @param key of the handshake
     */
    void open(HttpServletRequest request, HttpServletResponse response, String key, Opening opening) throws IOException;
}
