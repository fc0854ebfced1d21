package org.enfilade.internal.recovery;

/** A position in the log as clients get it and give it back: a text that says nothing to them. */
public final class Offset {
    /** What no position is. */
    public static final long NONE = -1;

    /** Marks it, so that no text of an application is taken for one. */
    private static final char MARK = '~';

    private static final int RADIX = Character.MAX_RADIX;
    private static final int MAX_LENGTH = 13;

    private Offset() {}

    public static String text(long position) {
        return MARK + Long.toString(position, RADIX);
    }

    /** The position that a client names; {@link #NONE} if it is none that {@link #text} has written. */
    public static long parse(String text) {
        int length = text.length();
        if (length < 2 || length > MAX_LENGTH || text.charAt(0) != MARK) {
            return NONE;
        }
        for (int i = 1; i < length; i++) {
            char digit = text.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'z')) {
                return NONE;
            }
        }
        return Long.parseLong(text, 1, length, RADIX);
    }
}
