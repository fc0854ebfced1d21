package org.enfilade.internal.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Matches a text of a client with a pattern of the application, within a bound: some patterns take a time that doubles
 * with each character.
 */
public final class PatternMatch {
    /** How often a match may look at a character. */
    private static final int MOST_LOOKS = 100_000;

    private PatternMatch() {}

    /** Whether the pattern matches the whole text; empty if finding out takes too long. */
    public static Optional<Boolean> matches(Pattern pattern, String text) {
        try {
            return Optional.of(pattern.matcher(new Counted(text)).matches());
        } catch (TooLong | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /**
     * Looks for the pattern in the text.
     *
     * @param tooLong is told if that takes too long, which counts as not found
     * @return a matcher that has found it
     */
    public static Optional<Matcher> find(Pattern pattern, String text, Runnable tooLong) {
        try {
            Matcher matcher = pattern.matcher(new Counted(text));
            return matcher.find() ? Optional.of(matcher) : Optional.empty();
        } catch (TooLong | StackOverflowError e) {
            tooLong.run();
            return Optional.empty();
        }
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("too long", null, false, false);
        }
    }

    private static final class Counted implements CharSequence {
        private final String text;
        private int looks;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST_LOOKS) {
                throw new TooLong();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
