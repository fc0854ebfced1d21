package org.enfilade.internal.packet;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.enfilade.internal.text.JsonStrings;
import org.enfilade.spi.ValueSink;

/**
 * Walks through JSON that this server has written or checked, and tells a sink of its values. Without recursion: the
 * application decides how deep they are. The place of an attachment is spelled plainly; data that look like one are
 * not.
 */
final class ContentWalk {
    private static final int LONGEST_LONG = 18;

    private final String json;
    private final List<byte[]> attachments;
    private final ValueSink to;
    private final BitSet placed = new BitSet();
    /** How many elements or members each array or object has, in the order in which they begin. */
    private final int[] sizes;

    private int begun;
    private final BitSet objects = new BitSet();
    private int depth;
    private boolean isKeyNext;
    private int at;

    ContentWalk(String json, List<byte[]> attachments, ValueSink to) {
        this.json = json;
        this.attachments = attachments;
        this.to = to;
        this.sizes = sizes(json);
    }

    void walk() {
        while (at < json.length()) {
            char c = json.charAt(at);
            switch (c) {
                case '{' -> object();
                case '[' -> start(false);
                case '}', ']' -> end();
                case ',' -> comma();
                case ':', ' ', '\n', '\r', '\t' -> at++;
                case '"' -> string();
                case 't' -> truth(true, 4);
                case 'f' -> truth(false, 5);
                case 'n' -> nothing();
                default -> number();
            }
        }
    }

    private void object() {
        if (attachments.isEmpty() || !place()) {
            start(true);
        }
    }

    private void start(boolean object) {
        int size = sizes[begun++];
        if (object) {
            to.startObject(size);
        } else {
            to.startArray(size);
        }
        objects.set(depth++, object);
        isKeyNext = object;
        at++;
    }

    private void end() {
        to.end();
        depth--;
        isKeyNext = false;
        at++;
    }

    private void comma() {
        isKeyNext = objects.get(depth - 1);
        at++;
    }

    private void string() {
        int start = at;
        at = behindString(json, at);
        String text = JsonStrings.unquote(json.substring(start, at));
        if (isKeyNext) {
            isKeyNext = false;
            to.writeKey(text);
        } else {
            to.writeText(text);
        }
    }

    private void truth(boolean value, int length) {
        to.writeBoolean(value);
        at += length;
    }

    private void nothing() {
        to.writeNull();
        at += 4;
    }

    private void number() {
        int start = at;
        boolean whole = true;
        for (; at < json.length() && "+-.eE0123456789".indexOf(json.charAt(at)) >= 0; at++) {
            whole &= ".eE".indexOf(json.charAt(at)) < 0;
        }
        if (at == start) {
            throw new IllegalArgumentException("not valid JSON");
        }
        if (!whole) {
            to.writeDouble(Double.parseDouble(json.substring(start, at)));
        } else if (at - start <= LONGEST_LONG) {
            to.writeLong(Long.parseLong(json, start, at, 10));
        } else {
            large(new BigInteger(json.substring(start, at)));
        }
    }

    private void large(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            to.writeLong(value.longValue());
        } else {
            to.writeBigInteger(value);
        }
    }

    /** Whether this is the place of an attachment, which it has given to the sink then; each has one place. */
    private boolean place() {
        int start = behind(behind(behind(at + 1, "\"_placeholder\""), ":"), "true");
        start = behind(behind(behind(behind(start, ","), "\"num\""), ":"), "");
        int end = start;
        int number = 0;
        while (end >= 0 && end < json.length() && Character.isDigit(json.charAt(end)) && end - start < 9) {
            number = number * 10 + (json.charAt(end++) - '0');
        }
        int behind = behind(end == start ? -1 : end, "}");
        if (behind < 0 || number >= attachments.size() || placed.get(number)) {
            return false;
        }
        placed.set(number);
        begun++;
        to.writeBinary(attachments.get(number));
        at = behind;
        return true;
    }

    /** Where it goes on behind blanks and this token; -1 if that is not there, or the place is -1 already. */
    private int behind(int place, String token) {
        int next = place;
        while (next >= 0 && next < json.length() && json.charAt(next) <= ' ') {
            next++;
        }
        return next >= 0 && json.startsWith(token, next) ? next + token.length() : -1;
    }

    private static int behindString(String json, int start) {
        int at = start + 1;
        while (json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static int[] sizes(String json) {
        int[] sizes = new int[8];
        int[] open = new int[8];
        int begun = 0;
        int depth = 0;
        int at = 0;
        while (at < json.length()) {
            char c = json.charAt(at);
            if (c == '}' || c == ']') {
                depth--;
            } else if (c == ',') {
                sizes[open[depth - 1]]++;
            } else if (c > ' ' && depth > 0 && sizes[open[depth - 1]] == 0) {
                sizes[open[depth - 1]] = 1;
            }
            if (c == '{' || c == '[') {
                sizes = begun == sizes.length ? Arrays.copyOf(sizes, 2 * begun) : sizes;
                open = depth == open.length ? Arrays.copyOf(open, 2 * depth) : open;
                open[depth++] = begun++;
            }
            at = c == '"' ? behindString(json, at) : at + 1;
        }
        return sizes;
    }
}
