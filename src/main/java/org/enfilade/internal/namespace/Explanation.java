package org.enfilade.internal.namespace;

import java.util.Map;
import org.enfilade.Ack;
import org.enfilade.ArgumentMismatch;
import org.enfilade.EventRefused;

/**
 * What a client is told in development mode about an event that would otherwise stay without an answer: the
 * acknowledgement {@code {error: "…"}}.
 */
public final class Explanation {
    private Explanation() {}

    /** Answers, if an answer was asked for and has not been given. */
    public static void send(Ack<Object> ack, String error) {
        if (ack.isRequested()) {
            ack.send(Map.of("error", error));
        }
    }

    /** What went wrong, without the application's internals: these are in the log. */
    public static String of(Throwable failure) {
        if (failure instanceof EventRefused) {
            return "the event was refused: " + failure.getMessage();
        }
        if (failure instanceof ArgumentMismatch) {
            return "what was sent does not fit: " + failure.getMessage();
        }
        return "the event could not be handled; the server's log says why";
    }
}
