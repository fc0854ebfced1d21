package org.enfilade.internal.engine;

import java.util.Locale;

/** Why a session ended. */
public enum CloseReason {
    /** The client closed it, or the connection was lost. */
    TRANSPORT_CLOSE,
    /** The connection failed, or the client did not read. */
    TRANSPORT_ERROR,
    /** The client did not answer a ping in time. */
    PING_TIMEOUT,
    /** The client broke the protocol or a limit. */
    PROTOCOL_VIOLATION,
    /** The server closed it. */
    SERVER_CLOSE,
    /** The application is being undeployed. */
    SHUTDOWN;

    /** What operations call it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
