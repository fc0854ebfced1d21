package org.enfilade.junit;

/** The server has answered a handshake, and does not accept it. */
final class RefusedHandshake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HandshakeRefusal refusal;

    RefusedHandshake(int status, Object body) {
        super(status + " " + body);
        refusal = new HandshakeRefusal(status, body == null ? "" : body.toString());
    }

    HandshakeRefusal refusal() {
        return refusal;
    }
}
