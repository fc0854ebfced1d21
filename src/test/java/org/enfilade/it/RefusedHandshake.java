package org.enfilade.it;

/** The server has not let a client in. */
final class RefusedHandshake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String body;

    RefusedHandshake(int status, String body) {
        super(status + " " + body);
        this.status = status;
        this.body = body;
    }

    int status() {
        return status;
    }

    String body() {
        return body;
    }
}
