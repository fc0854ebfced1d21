package org.enfilade.internal.namespace;

import java.util.concurrent.CompletionException;
import org.enfilade.Refusal;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.packet.PacketParser;
import org.enfilade.internal.packet.Payload;

/** What a refused client is told: what the application said to it, and nothing of anything else that went wrong. */
final class Refusals {
    static final String INTERNAL_ERROR = "Internal error";

    private Refusals() {}

    /** What a failed stage failed with. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Why a client was refused, for the log. */
    static String reason(Throwable failure) {
        Throwable cause = cause(failure);
        ClientMistake mistake = ClientMistake.behind(cause);
        if (mistake != null) {
            return "what the client sent does not fit: " + mistake.getMessage();
        }
        return cause instanceof Refusal ? LogText.quote(cause.getMessage()) : INTERNAL_ERROR;
    }

    /** CONNECT_ERROR. */
    static Message message(Core core, PacketParser parser, String namespace, Throwable failure) {
        Throwable cause = cause(failure);
        if (!(cause instanceof Refusal)) {
            return parser.connectError(namespace, INTERNAL_ERROR, Payload.NOTHING);
        }
        Refusal refused = (Refusal) cause;
        String message = refused.getMessage() == null ? "" : refused.getMessage();
        try {
            return parser.connectError(namespace, message, data(core, refused));
        } catch (RuntimeException | Error e) {
            Log.error("The data of a refusal in namespace " + LogText.quote(namespace) + " cannot be sent", e);
            return parser.connectError(namespace, message, Payload.NOTHING);
        }
    }

    private static Payload data(Core core, Refusal refused) {
        return refused.hasData() ? Payload.values(core.binding(), new Object[] {refused.data()}) : Payload.NOTHING;
    }
}
