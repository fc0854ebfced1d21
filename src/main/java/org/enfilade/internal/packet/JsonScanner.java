package org.enfilade.internal.packet;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks JSON text without building anything from it, and cuts an array into the texts of its elements. One instance reads one
 * text; depth is bounded, so that hostile nesting costs no stack.
 */
final class JsonScanner {
    private static final String PLACEHOLDER = "\"_placeholder\"";
    private static final String NUM = "\"num\"";

    private final String text;
    private final int maxDepth;
    /** How many attachments placeholders may point at; negative if objects that look like placeholders mean nothing. */
    private final int attachments;

    private int at;

    JsonScanner(String text, int start, int maxDepth, int attachments) {
        this.text = text;
        this.at = start;
        this.maxDepth = maxDepth;
        this.attachments = attachments;
    }

    /** The texts of the elements of the array that fills the rest of the text. */
    List<String> elements() throws ProtocolException {
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
        return elements;
    }

    /** Requires that an object fills the rest of the text. */
    void object() throws ProtocolException {
        blanks();
        if (peek() != '{') {
            throw broken();
        }
        value(0);
        end();
    }

    private void end() throws ProtocolException {
        blanks();
        if (at != text.length()) {
            throw broken();
        }
    }

    private void value(int depth) throws ProtocolException {
        if (depth > maxDepth) {
            throw new ProtocolException("JSON is nested deeper than " + maxDepth);
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

    private void items(int depth) throws ProtocolException {
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

    private void members(int depth) throws ProtocolException {
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
            if (attachments >= 0) {
                if (isKey(PLACEHOLDER, key, keyEnd)) {
                    placeholder = text.startsWith("true", start);
                } else if (isKey(NUM, key, keyEnd)) {
                    number = index(start, at);
                }
            }
            blanks();
        } while (more('}'));
        if (placeholder && (number < 0 || number >= attachments)) {
            throw new ProtocolException("a placeholder that points at no attachment");
        }
    }

    private boolean isKey(String quoted, int start, int end) {
        return end - start == quoted.length() && text.startsWith(quoted, start);
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

    private void string() throws ProtocolException {
        expect('"');
        int length = text.length();
        while (at < length) {
            char c = text.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c < ' ') {
                break;
            }
            if (c == '\\') {
                escape();
            }
        }
        throw broken();
    }

    private void escape() throws ProtocolException {
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

    private void number() throws ProtocolException {
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
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
    }

    private void digits() throws ProtocolException {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw broken();
        }
    }

    private void word(String word) throws ProtocolException {
        if (!text.startsWith(word, at)) {
            throw broken();
        }
        at += word.length();
    }

    private boolean more(char closing) throws ProtocolException {
        char c = peek();
        if (c != ',' && c != closing) {
            throw broken();
        }
        at++;
        return c == ',';
    }

    private void expect(char c) throws ProtocolException {
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

    private static ProtocolException broken() {
        return new ProtocolException("not valid JSON, or not what this packet carries");
    }
}
