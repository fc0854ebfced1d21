package org.enfilade.internal.relay;

import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.reach.Coded;

/** What can be said about a strand in one word. */
enum Sign implements Coded {
    // to the session's node
    /** The client is gone. */
    GONE(1),
    /** The answer, or the batch, has left. */
    WRITTEN(2),
    /** The answer, or the batch, could not be written. */
    UNWRITTEN(3),
    /** The WebSocket has failed. */
    BROKEN(4),
    /** A body or a message is over the limit. */
    TOO_LARGE(5),
    TOO_MANY_PIECES(6),
    TOO_LATE(7),
    /** A body that cannot be a payload. */
    MALFORMED(8),
    /** More waits of all clients than may. */
    NO_ROOM(9),

    // to the client's node
    UNKNOWN_SID(20),
    BAD_REQUEST(21),
    /** The body has been taken, or its end has been noted. */
    DONE(22),
    CLOSE(23),
    CLOSE_GOING_AWAY(24),
    CLOSE_TOO_BIG(25);

    static final Sign[] ALL = values();

    private final int code;

    Sign(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /** The sign of a refusal. */
    static Sign of(EngineError error) {
        return error == EngineError.UNKNOWN_SID ? UNKNOWN_SID : BAD_REQUEST;
    }

    /** The refusal that it is the sign of; {@code null} if it is of none. */
    EngineError error() {
        return switch (this) {
            case UNKNOWN_SID -> EngineError.UNKNOWN_SID;
            case BAD_REQUEST -> EngineError.BAD_REQUEST;
            default -> null;
        };
    }
}
