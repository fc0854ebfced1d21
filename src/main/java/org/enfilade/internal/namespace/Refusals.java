package org.enfilade.internal.namespace;

import java.util.concurrent.CompletionException;
import org.enfilade.Refusal;
import org.enfilade.internal.json.BinaryParts;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.packet.PacketEncoder;

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

    /** The CONNECT_ERROR packet. */
    static String packet(JsonBinding binding, String namespace, Throwable failure) {
        Throwable cause = cause(failure);
        if (!(cause instanceof Refusal)) {
            return PacketEncoder.connectError(namespace, INTERNAL_ERROR, null);
        }
        Refusal refused = (Refusal) cause;
        String message = refused.getMessage() == null ? "" : refused.getMessage();
        try {
            return PacketEncoder.connectError(namespace, message, data(binding, refused));
        } catch (RuntimeException | Error e) {
            Log.error("The data of a refusal in namespace " + LogText.quote(namespace) + " cannot be sent", e);
            return PacketEncoder.connectError(namespace, message, null);
        }
    }

    private static String data(JsonBinding binding, Refusal refused) {
        if (!refused.hasData()) {
            return null;
        }
        StringBuilder json = new StringBuilder();
        BinaryParts none = BinaryParts.unlimited();
        binding.write(refused.data(), json, none);
        if (!none.isEmpty()) {
            throw new IllegalArgumentException("binary values in the data of a refusal");
        }
        return json.toString();
    }
}
