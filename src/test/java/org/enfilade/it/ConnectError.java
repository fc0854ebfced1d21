package org.enfilade.it;

import jakarta.json.JsonObject;

/** The server has refused a namespace. */
final class ConnectError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConnectError(JsonObject data) {
        super(data.getString("message"));
    }
}
