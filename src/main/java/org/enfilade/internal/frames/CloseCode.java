package org.enfilade.internal.frames;

/**
 * The codes with which WebSockets close.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-7.4">RFC 6455, section 7.4</a>
 */
public final class CloseCode {
    public static final int NORMAL = 1000;
    public static final int GOING_AWAY = 1001;
    public static final int PROTOCOL_ERROR = 1002;
    /** There was no code; never sent itself. */
    public static final int NONE = 1005;
    /** A text was no UTF-8. */
    public static final int NO_TEXT = 1007;

    public static final int TOO_BIG = 1009;

    private CloseCode() {}

    /** Whether a close frame may have it: those of the standard, of its registry, of libraries and of applications. */
    static boolean mayBeSent(int code) {
        return code >= NORMAL && code <= 1014 && code != 1004 && code != NONE && code != 1006
                || code >= 3000 && code <= 4999;
    }
}
