package org.enfilade.internal.json;

import java.lang.reflect.Type;

/**
 * A place in valid JSON, from which a reader goes on. A base class and no object of its own: there is a reader for each
 * argument of each event.
 */
class JsonCursor {
    private final String json;
    private int at;

    JsonCursor(String json) {
        this.json = json;
    }

    /** Goes into an array or object, if the value is one. */
    void begin(char bracket, Type type) {
        if (json.charAt(at) != bracket) {
            throw unfit(token(), type);
        }
        at++;
    }

    static IllegalArgumentException unfit(String json, Type type) {
        return new IllegalArgumentException(JsonText.kind(json) + " does not fit " + type.getTypeName());
    }

    /** Goes to the next name of an object; behind the object if there is none. */
    boolean nextName() {
        if (next() == ',') {
            at++;
            next();
        }
        if (json.charAt(at) == '}') {
            at++;
            return false;
        }
        return true;
    }

    /** The name that is next, and goes behind its colon. */
    String name() {
        String name = Scalars.text(token());
        colon();
        return name;
    }

    void colon() {
        next();
        at++;
    }

    /** A text, number or word; of an object or array the bracket, which none of those begins with. */
    String token() {
        int start = at;
        char first = json.charAt(at);
        if (first == '"') {
            text();
        } else if (first == '{' || first == '[') {
            return String.valueOf(first);
        } else {
            while (at < json.length() && ",]} \t\r\n".indexOf(json.charAt(at)) < 0) {
                at++;
            }
        }
        return json.substring(start, at);
    }

    private void text() {
        at++;
        while (json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    /** Goes behind the value, whatever it is; returns it. */
    String subtree() {
        int start = at;
        skip();
        return json.substring(start, at);
    }

    /** Goes behind the value, whatever it is. */
    void skip() {
        next();
        int depth = 0;
        do {
            char c = json.charAt(at);
            if (c == '"') {
                text();
            } else {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                if (depth == 0 && c != '}' && c != ']') {
                    token();
                } else {
                    at++;
                }
            }
        } while (depth > 0);
    }

    /** Goes to the next character that is no blank. */
    char next() {
        while (json.charAt(at) <= ' ') {
            at++;
        }
        return json.charAt(at);
    }

    /** Where it is. */
    int at() {
        return at;
    }

    /** The text from there to here. */
    String since(int start) {
        return json.substring(start, at);
    }

    /** Goes behind null, a bracket or a comma. */
    void advance(int characters) {
        at += characters;
    }
}
