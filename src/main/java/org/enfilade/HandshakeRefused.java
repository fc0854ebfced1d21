package org.enfilade;

/** Thrown by a {@link HandshakeCheck}: the handshake is answered with HTTP 403, code 4 and this message. */
public class HandshakeRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** Refuses with a message that the client may see. */
    public HandshakeRefused(String message) {
        super(message, null, false, false);
    }
}
