package org.enfilade.internal.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks JSON text without building anything from it, and cuts an array into the texts of its elements. One instance
 * reads one text; depth is bounded, so that hostile nesting costs no stack.
 */
public final class JsonScanner {
    private static final String PLACEHOLDER = PlaceholderKeys.PLACEHOLDER;
    private static final String NUM = "num";
    /** As many characters as a letter takes at most, {@code \u005f}. */
    private static final int LONGEST_LETTER = 6;
    /** Turning a million digits into a number takes a processor for minutes. */
    private static final int MAX_NUMBER_LENGTH = 1_024;

    /** Enough for each {@code double}; as a whole number, a few characters more would be thousands of digits. */
    private static final int MAX_EXPONENT_DIGITS = 3;

    private static final boolean[] NO_PLACES = {};

    private final String text;
    private final int maxDepth;
    private final boolean boundsNumbers;
    /** Which attachments have their place; empty if objects that look like placeholders mean nothing. */
    private final boolean[] placed;

    private int places;
    private boolean escapedPlaces;

    private int at;

    /**
     * For what a client has sent.
     *
     * @param attachments how many attachments have to have one place each; 0 if objects that look like placeholders are
     *     plain data
     */
    public JsonScanner(String text, int start, int maxDepth, int attachments) {
        this(text, start, maxDepth, true, attachments);
    }

    private JsonScanner(String text, int start, int maxDepth, boolean boundsNumbers, int attachments) {
        this.text = text;
        this.at = start;
        this.maxDepth = maxDepth;
        this.boundsNumbers = boundsNumbers;
        this.placed = attachments == 0 ? NO_PLACES : new boolean[attachments];
    }

    /** For what this server has written: of any depth, with numbers of any length. */
    static JsonScanner ofOwn(String text) {
        return new JsonScanner(text, 0, Integer.MAX_VALUE, false, 0);
    }

    /** The texts of the elements of the array that fills the rest of the text. */
    public List<String> elements() throws InvalidJsonException {
        List<String> elements = new ArrayList<>(4);
        blanks();
        expect('[');
        blanks();
        if (peek() == ']') {
            at++;
        } else {
            do {
                blanks();
                int start = at;
                value(1);
                elements.add(text.substring(start, at));
                blanks();
            } while (more(']'));
        }
        end();
        if (places < placed.length) {
            throw new InvalidJsonException("an attachment that has no place");
        }
        return elements;
    }

    /** The literal of the text that is the first element of an array; the rest is not looked at. */
    String firstText() throws InvalidJsonException {
        expect('[');
        int start = at;
        string();
        return text.substring(start, at);
    }

    /** Requires that an object fills the rest of the text. */
    public void object() throws InvalidJsonException {
        blanks();
        if (peek() != '{') {
            throw broken();
        }
        value(0);
        end();
    }

    private void end() throws InvalidJsonException {
        blanks();
        if (at != text.length()) {
            throw broken();
        }
    }

    private void value(int depth) throws InvalidJsonException {
        if (depth > maxDepth) {
            throw new InvalidJsonException("JSON is nested deeper than " + maxDepth, "maxJsonDepth");
        }
        switch (peek()) {
            case '"' -> string();
            case '{' -> members(depth);
            case '[' -> items(depth);
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void items(int depth) throws InvalidJsonException {
        at++;
        blanks();
        if (peek() == ']') {
            at++;
            return;
        }
        do {
            blanks();
            value(depth + 1);
            blanks();
        } while (more(']'));
    }

    private void members(int depth) throws InvalidJsonException {
        at++;
        blanks();
        if (peek() == '}') {
            at++;
            return;
        }
        boolean placeholder = false;
        int number = -1;
        do {
            blanks();
            int key = at;
            string();
            int keyEnd = at;
            blanks();
            expect(':');
            blanks();
            int start = at;
            value(depth + 1);
            if (placed.length > 0) {
                if (isKey(PLACEHOLDER, key, keyEnd)) {
                    placeholder = text.startsWith("true", start);
                } else if (isKey(NUM, key, keyEnd)) {
                    number = index(start, at);
                }
            }
            blanks();
        } while (more('}'));
        if (placeholder) {
            place(number);
        }
    }

    /** Whether a key of a place may be spelled with escapes, as no client does. */
    public boolean hasEscapedPlaces() {
        return escapedPlaces;
    }

    /** Each attachment has one place: a second one would multiply it. */
    private void place(int number) throws InvalidJsonException {
        if (number < 0 || number >= placed.length) {
            throw new InvalidJsonException("a placeholder that points at no attachment");
        }
        if (placed[number]) {
            throw new InvalidJsonException("an attachment that has two places");
        }
        placed[number] = true;
        places++;
    }

    private boolean isKey(String name, int start, int end) {
        int length = end - start - 2;
        if (length == name.length()) {
            return text.startsWith(name, start + 1);
        }
        boolean escaped = length > name.length()
                && length <= name.length() * LONGEST_LETTER
                && JsonStrings.unquote(text.substring(start, end)).equals(name);
        escapedPlaces |= escaped;
        return escaped;
    }

    private int index(int start, int end) {
        int value = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i - start > 3) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private void string() throws InvalidJsonException {
        expect('"');
        int length = text.length();
        for (int i = plainEnd(text, at); i < length; i = plainEnd(text, at)) {
            char c = text.charAt(i);
            at = i + 1;
            if (c == '"') {
                return;
            }
            if (c < ' ') {
                break;
            }
            escape();
        }
        throw broken();
    }

    /** Where the characters end that stand for themselves; a loop of its own, which the compiler can unroll. */
    private static int plainEnd(String text, int from) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c < ' ') {
                return i;
            }
        }
        return length;
    }

    private void escape() throws InvalidJsonException {
        switch (peek()) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at++;
            case 'u' -> {
                at++;
                for (int i = 0; i < 4; i++, at++) {
                    if (Character.digit(peek(), 16) < 0 || peek() > 'f') {
                        throw broken();
                    }
                }
            }
            default -> throw broken();
        }
    }

    private void number() throws InvalidJsonException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            exponent();
        }
        if (boundsNumbers && at - start > MAX_NUMBER_LENGTH) {
            throw new InvalidJsonException("a number of more than " + MAX_NUMBER_LENGTH + " characters");
        }
    }

    private void exponent() throws InvalidJsonException {
        at++;
        if (peek() == '+' || peek() == '-') {
            at++;
        }
        int start = at;
        digits();
        if (boundsNumbers && at - start > MAX_EXPONENT_DIGITS) {
            throw new InvalidJsonException("a number with an exponent of more than " + MAX_EXPONENT_DIGITS + " digits");
        }
    }

    private void digits() throws InvalidJsonException {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw broken();
        }
    }

    private void word(String word) throws InvalidJsonException {
        if (!text.startsWith(word, at)) {
            throw broken();
        }
        at += word.length();
    }

    private boolean more(char closing) throws InvalidJsonException {
        char c = peek();
        if (c != ',' && c != closing) {
            throw broken();
        }
        at++;
        return c == ',';
    }

    private void expect(char c) throws InvalidJsonException {
        if (peek() != c) {
            throw broken();
        }
        at++;
    }

    /** The next character, or U+0000, which no grammar rule accepts, at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void blanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            at++;
        }
    }

    private static InvalidJsonException broken() {
        return new InvalidJsonException("not valid JSON, or not what this packet carries");
    }
}
