package org.enfilade.internal.cluster;

/** Bytes that are no message of this version. */
final class BusFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    BusFormatException(String message) {
        super(message, null, false, false);
    }
}
