package org.enfilade;

import java.util.OptionalInt;

/**
 * A value that a client sent does not fit the type as which the application reads it: what {@link Arguments#get} and
 * {@link Handshake#auth(Class)} throw, and what {@link OnError} methods receive if a parameter of a handler cannot be
 * bound. The message says what does not fit, holds nothing of the value itself, and may be shown to the client. Only
 * the library makes it.
 */
public abstract class ArgumentMismatch extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** For the library. */
    protected ArgumentMismatch(String message, Throwable cause) {
        super(message, cause);
    }

    /** The position of the argument, from 0; empty for anything else that a client chose, such as the auth payload. */
    public abstract OptionalInt index();
}
