package org.enfilade.internal.packet;

/**
 * The peer broke the protocol or a limit; its connection is to be closed. The message is for logs, never for the peer.
 */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String limit;

    public ProtocolException(String message) {
        this(message, null);
    }

    /** @param limit the option whose limit was broken, without its prefix */
    public ProtocolException(String message, String limit) {
        super(message, null, false, false);
        this.limit = limit;
    }

    /** The option whose limit was broken; {@code null} if it was none. */
    public String limit() {
        return limit;
    }
}
