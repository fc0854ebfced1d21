package org.enfilade;

/**
 * The {@code allowRequest} option: sees every handshake before a session exists, and not the requests after it. Runs on
 * the container's thread; keep it short.
 *
 * @see <a href="https://socket.io/docs/v4/server-options/#allowrequest">Socket.IO: allowRequest</a>
 */
@FunctionalInterface
public interface HandshakeCheck {
    /**
     * Looks at a handshake.
     *
     * @param handshake its {@link Handshake#auth()} is empty still
     * @throws HandshakeRefused to refuse; any other exception refuses with the message "Forbidden" and is logged
     */
    void check(Handshake handshake) throws Exception;
}
