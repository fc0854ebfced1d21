package org.enfilade.internal.reach;

/** Bytes that are no message of this version. */
public final class BusFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    public BusFormatException(String message) {
        super(message, null, false, false);
    }
}
