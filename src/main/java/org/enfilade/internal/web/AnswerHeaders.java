package org.enfilade.internal.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.enfilade.Handshake;
import org.enfilade.ResponseHeaders;

/** Lets the application add to an answer what cannot break it. */
final class AnswerHeaders implements ResponseHeaders {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /** What is visible in Latin-1, and blanks. */
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\xA0-\\xFF]*");

    private static final Set<String> TAKEN = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final HttpServletResponse response;
    private final Handshake request;

    AnswerHeaders(HttpServletResponse response, Handshake request) {
        this.response = response;
        this.request = request;
    }

    @Override
    public Handshake request() {
        return request;
    }

    @Override
    public void set(String name, String value) {
        check(name, value);
        response.setHeader(name, value);
    }

    @Override
    public void add(String name, String value) {
        check(name, value);
        response.addHeader(name, value);
    }

    private static void check(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches() || TAKEN.contains(lower) || lower.startsWith("sec-websocket-")) {
            throw new IllegalArgumentException("\"" + name + "\" is no header that can be set");
        }
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "the value of " + name + " has a character that a header cannot have, such as a line break");
        }
    }
}
