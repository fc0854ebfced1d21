package org.enfilade.internal.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.text.JsonStrings;

/** Short HTTP answers. */
final class Answers {
    static final String TEXT = "text/plain;charset=UTF-8";
    /** Clients of revision 3 know it in this spelling only. */
    static final String BINARY = "application/octet-stream";

    private Answers() {}

    /** The protocol's error answer. */
    static void refuse(HttpServletResponse response, EngineError error, String message) throws IOException {
        refuse(response, error.status(), error, message);
    }

    /** The same with another status. */
    static void refuse(HttpServletResponse response, int status, EngineError error, String message) throws IOException {
        if (error == EngineError.TOO_MANY_HANDSHAKES) {
            response.setHeader("Retry-After", "1");
        }
        write(response, status, "application/json;charset=UTF-8", json(error, message));
    }

    /** What it says. */
    static String json(EngineError error, String message) {
        StringBuilder json =
                new StringBuilder("{\"code\":").append(error.code()).append(",\"message\":");
        JsonStrings.quote(message, json);
        return json.append('}').toString();
    }

    /** A text. */
    static void text(HttpServletResponse response, int status, String text) throws IOException {
        write(response, status, TEXT, text);
    }

    private static void write(HttpServletResponse response, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        prepare(response, type, bytes.length);
        response.setStatus(status);
        response.getOutputStream().write(bytes);
    }

    /** The headers of every answer: what a server is asked for changes with each request, and is never a page. */
    static void prepare(HttpServletResponse response, String type, int length) {
        response.setContentType(type);
        response.setContentLength(length);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }
}
