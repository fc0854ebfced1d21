package org.enfilade.internal.web;

import org.enfilade.internal.engine.EngineError;

/** Why a request is refused; the message is the application's for code 4, the detail is for the log. */
record RequestRefusal(EngineError error, String message, String detail) {
    RequestRefusal(EngineError error) {
        this(error, error.message());
    }

    RequestRefusal(EngineError error, String message) {
        this(error, message, "");
    }
}
