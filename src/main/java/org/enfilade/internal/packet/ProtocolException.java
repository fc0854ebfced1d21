package org.enfilade.internal.packet;

/** The peer broke the protocol or a limit; its connection is to be closed. The message is for logs, never for the peer. */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    public ProtocolException(String message) {
        super(message, null, false, false);
    }
}
