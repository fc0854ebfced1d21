package org.enfilade.internal.text;

/** A text is no JSON, or breaks a limit. The message is for logs. */
public final class InvalidJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String limit;

    InvalidJsonException(String message) {
        this(message, null);
    }

    /** @param limit the option whose limit was broken, without its prefix */
    InvalidJsonException(String message, String limit) {
        super(message, null, false, false);
        this.limit = limit;
    }

    /** The option whose limit was broken; {@code null} if it was none. */
    public String limit() {
        return limit;
    }
}
