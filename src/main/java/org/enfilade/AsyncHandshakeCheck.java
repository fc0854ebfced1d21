package org.enfilade;

import java.util.concurrent.CompletionStage;

/**
 * The {@code allowRequest} option for a decision that takes time, such as a look into a database or a call of another
 * service: sees every handshake before a session exists, after {@link HandshakeCheck}, and not the requests after it.
 * Runs on the container's thread and must not block; no thread waits for its stage.
 *
 * @see <a href="https://socket.io/docs/v4/server-options/#allowrequest">Socket.IO: allowRequest</a>
 */
@FunctionalInterface
public interface AsyncHandshakeCheck {
    /**
     * Begins to look at a handshake.
     *
     * @param handshake its {@link Handshake#auth()} is empty still
     * @return completed with whatever value to accept; failed with {@link HandshakeRefused} to refuse. Any other
     *     failure refuses with the message "Forbidden" and is logged, and so is a stage that is not complete within
     *     {@link ServerOptions#allowRequestTimeout()}
     * @throws Exception the same as a stage that fails with it
     */
    CompletionStage<?> check(Handshake handshake) throws Exception;
}
