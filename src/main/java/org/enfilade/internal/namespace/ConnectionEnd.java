package org.enfilade.internal.namespace;

import java.util.List;
import java.util.stream.Collectors;
import org.enfilade.DisconnectReason;
import org.enfilade.internal.engine.CloseReason;
import org.enfilade.internal.engine.Reproach;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;

/**
 * That a connection has ended: what its sockets and whoever watches are told.
 *
 * @param why what the client has done; {@code null} if nobody has said so
 */
record ConnectionEnd(CloseReason reason, Reproach why, String remoteAddress, List<ServerSocket> sockets) {
    /** How many of its sockets the log names. */
    private static final int MAX_NAMED = 3;

    /** Tells who watches, and the log. */
    void note(Core core) {
        if (why != null && why.limit() != null) {
            core.watcher().limitReached(why.limit());
            core.limitWarnings().reached(why.limit(), core.ticker(), this::describe);
        }
        core.watcher().connectionClosed(reason.text());
        if (reason == CloseReason.PROTOCOL_VIOLATION || reason == CloseReason.TRANSPORT_ERROR) {
            Log.debug(this::describe);
        }
    }

    private String describe() {
        return "The connection of " + remoteAddress + " ends, \""
                + disconnectReason().text() + "\": " + (why == null ? "it has failed" : why.what())
                + sockets.stream()
                        .limit(MAX_NAMED)
                        .map(socket -> "; " + SocketLabel.of(socket))
                        .collect(Collectors.joining());
    }

    /** Ends the sockets; one that fails keeps none of the others. */
    void endSockets() {
        for (ServerSocket socket : sockets) {
            try {
                socket.end(disconnectReason());
            } catch (RuntimeException | Error e) {
                Log.error(
                        "A socket could not leave "
                                + LogText.quote(socket.namespace().name()),
                        e);
            }
        }
    }

    DisconnectReason disconnectReason() {
        return switch (reason) {
            case TRANSPORT_CLOSE -> DisconnectReason.TRANSPORT_CLOSE;
            case TRANSPORT_ERROR -> DisconnectReason.TRANSPORT_ERROR;
            case PING_TIMEOUT -> DisconnectReason.PING_TIMEOUT;
            case PROTOCOL_VIOLATION, SERVER_CLOSE -> DisconnectReason.FORCED_CLOSE;
            case SHUTDOWN -> DisconnectReason.SERVER_SHUTTING_DOWN;
        };
    }
}
