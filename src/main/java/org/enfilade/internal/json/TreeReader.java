package org.enfilade.internal.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.enfilade.internal.text.JsonStrings;

/** Reads valid JSON into maps, lists, texts, decimals, booleans, nulls and, for placeholders, byte arrays. */
final class TreeReader {
    private final String json;
    private final List<byte[]> attachments;
    private int at;

    TreeReader(String json, List<byte[]> attachments) {
        this.json = json;
        this.attachments = attachments;
    }

    Object read() {
        return switch (next()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> text();
            case 't' -> literal("true", Boolean.TRUE);
            case 'f' -> literal("false", Boolean.FALSE);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Object object() {
        Map<String, Object> entries = new LinkedHashMap<>();
        boolean isPlace = false;
        at++;
        while (next() != '}') {
            if (json.charAt(at) == ',') {
                at++;
                next();
            }
            boolean isMark = BinaryValues.isMark(json, at);
            String key = text();
            next();
            at++;
            Object value = read();
            entries.put(key, value);
            isPlace = isMark ? Boolean.TRUE.equals(value) : isPlace;
        }
        at++;
        return isPlace && !attachments.isEmpty() ? BinaryValues.attachment(entries, attachments) : entries;
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        at++;
        while (next() != ']') {
            if (json.charAt(at) == ',') {
                at++;
            }
            elements.add(read());
        }
        at++;
        return elements;
    }

    private String text() {
        int start = ++at;
        while (json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return JsonStrings.unescape(json, start, at++);
    }

    private Object literal(String word, Object value) {
        at += word.length();
        return value;
    }

    private Object number() {
        int start = at;
        while (at < json.length() && "+-.eE0123456789".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
        return Scalars.decimal(json.substring(start, at));
    }

    private char next() {
        while (json.charAt(at) <= ' ') {
            at++;
        }
        return json.charAt(at);
    }
}
