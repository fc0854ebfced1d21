package org.enfilade.internal.recovery;

import java.util.List;
import java.util.Optional;

/**
 * How far a client is with what is sent to it, as it gets it and gives it back: a text that says nothing to it. It is
 * a position in the log of its node. In a cluster, where clients come back to any node, it also says whose position it
 * is, and what that node had got of the others by then.
 *
 * @param tag of the node; empty if it is alone
 * @param progress empty if it cannot be told
 */
public record Offset(long position, String tag, Optional<Progress> progress) {
    /** What no position is: what a client has is another node's, or nothing. */
    public static final long NONE = -1;

    /** Marks it, so that no text of an application is taken for one. */
    private static final char MARK = '~';

    private static final String SEPARATOR = ".";
    private static final String UNCERTAIN = "!";
    /** What one with all that it may contain has at most. */
    private static final int MAX_LENGTH = 32_768;

    /** @param tag of the node; empty if it is alone */
    public static String text(Mark mark, String tag) {
        String text = MARK + Long.toString(mark.position(), Progress.RADIX);
        if (tag.isEmpty()) {
            return text;
        }
        StringBuilder all = new StringBuilder(text).append(SEPARATOR).append(tag);
        for (String part : mark.progress().texts().orElse(List.of(UNCERTAIN))) {
            all.append(SEPARATOR).append(part);
        }
        return all.toString();
    }

    /** Reads a text that is not empty; empty if {@link #text} cannot have written it. */
    public static Optional<Offset> parse(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH || text.charAt(0) != MARK) {
            return Optional.empty();
        }
        List<String> words = List.of(text.substring(1).split("\\.", Progress.MAX_NODES + 3));
        String digits = words.get(0);
        long position = Progress.number(digits);
        if (position < 0) {
            return Optional.empty();
        }
        if (words.size() == 1) {
            return Optional.of(new Offset(position, "", Optional.of(Progress.NONE)));
        }
        String tag = words.get(1);
        List<String> others = words.subList(2, words.size());
        if (!Progress.isTag(tag)) {
            return Optional.empty();
        }
        if (others.equals(List.of(UNCERTAIN))) {
            return Optional.of(new Offset(position, tag, Optional.empty()));
        }
        return Progress.parse(others).map(progress -> new Offset(position, tag, Optional.of(progress)));
    }

    /**
     * Whether a client may say this to the node of that tag: what it got there, or what it had when it came there. Else
     * it has been on another node since, and may have got there what it had missed.
     *
     * @param hash of this as a text
     * @param atFirst of what it said when it came
     */
    boolean mayBeSaidTo(String node, int hash, int atFirst) {
        return tag.equals(node) || hash == atFirst;
    }

    /** The position in the log of the node of that tag; {@link #NONE} if it is another one's. */
    public long at(String node) {
        return tag.equals(node) ? position : NONE;
    }
}
