package org.enfilade.internal.recovery;

/**
 * A position in the log of a node as clients get it and give it back: a text that says nothing to them. In a cluster it
 * says whose position it is, since clients come back to any node.
 */
public final class Offset {
    /** What no position is: the client says that it has nothing, or what it has is another node's. */
    public static final long NONE = -1;

    /** What no node has written. */
    public static final long UNKNOWN = -2;

    /** Marks it, so that no text of an application is taken for one. */
    private static final char MARK = '~';

    private static final char BEFORE_TAG = '.';
    private static final int RADIX = Character.MAX_RADIX;
    private static final int MAX_DIGITS = 12;
    private static final int MAX_TAG = 16;

    private Offset() {}

    /** @param tag of the node; empty if it is alone */
    public static String text(long position, String tag) {
        String text = MARK + Long.toString(position, RADIX);
        return tag.isEmpty() ? text : text + BEFORE_TAG + tag;
    }

    /**
     * The position that a client names: {@link #NONE} if the text is empty, or of another node than that of the tag;
     * {@link #UNKNOWN} if {@link #text} cannot have written it.
     */
    public static long parse(String text, String tag) {
        if (text.isEmpty()) {
            return NONE;
        }
        int dot = text.indexOf(BEFORE_TAG);
        int end = dot < 0 ? text.length() : dot;
        if (text.charAt(0) != MARK || end < 2 || end > 1 + MAX_DIGITS || !areDigits(text, end)) {
            return UNKNOWN;
        }
        String named = dot < 0 ? "" : text.substring(dot + 1);
        if (dot >= 0 && !isTag(named)) {
            return UNKNOWN;
        }
        return named.equals(tag) ? Long.parseLong(text, 1, end, RADIX) : NONE;
    }

    private static boolean areDigits(String text, int end) {
        for (int i = 1; i < end; i++) {
            char digit = text.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'z')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTag(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_TAG
                && text.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || c == '-'
                                || c == '_');
    }
}
