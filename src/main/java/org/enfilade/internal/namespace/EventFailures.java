package org.enfilade.internal.namespace;

import org.enfilade.ArgumentMismatch;
import org.enfilade.EventRefused;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;

/**
 * What has gone wrong with an event, in the log: a line at DEBUG if it is the client's, an error if it is the
 * application's.
 */
public final class EventFailures {
    private EventFailures() {}

    /**
     * What {@link org.enfilade.OnError} methods are to see of a failure: the mistake of the client that is behind it,
     * or the failure itself.
     */
    public static Throwable seen(Throwable failure) {
        Throwable cause = Refusals.cause(failure);
        ClientMistake mistake = ClientMistake.behind(cause);
        return mistake == null ? cause : mistake;
    }

    /** The event reached no handler, or none for this client. */
    public static void refused(Socket socket, SocketEvent event, Throwable failure) {
        log(socket, event, failure, "Middleware failed, which refuses the event");
    }

    /** A listener that was added at run time failed. */
    static void ofListener(Socket socket, SocketEvent event, Throwable failure) {
        log(socket, event, failure, "A listener of the event " + LogText.quote(event.name()) + " failed");
    }

    private static void log(Socket socket, SocketEvent event, Throwable failure, String what) {
        Throwable seen = seen(failure);
        if (seen instanceof EventRefused || seen instanceof ArgumentMismatch) {
            debug(socket, event, seen);
        } else {
            Log.error(what, seen);
        }
    }

    /** A line for what the client, or the application's answer to it, explains. */
    public static void debug(Socket socket, SocketEvent event, Throwable seen) {
        Log.debug(
                () -> "The event " + LogText.quote(event.name()) + " from " + SocketLabel.of(socket) + " was refused: "
                        + (seen instanceof ArgumentMismatch
                                ? "what the client sent does not fit: " + seen.getMessage()
                                : LogText.quote(seen.getMessage())));
    }
}
