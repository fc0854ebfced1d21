package org.enfilade.internal.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Keeps status, headers and body of an answer. */
final class FakeResponse {
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;
    private int room = Integer.MAX_VALUE;
    private WriteListener writer;

    /** 0 as long as none was set. */
    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    /** The client takes no more than so many bytes, or a piece more. */
    void takesNoMoreThan(int bytes) {
        room = bytes;
    }

    /** The client takes all that it is sent from now on. */
    void takesAll() {
        room = Integer.MAX_VALUE;
        goOn();
    }

    private void goOn() {
        try {
            writer.onWritePossible();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    HttpServletResponse proxy() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                FakeResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "setStatus", "sendError" -> status = (int) arguments[0];
                        case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                        case "addHeader" ->
                            headers.merge((String) arguments[0], (String) arguments[1], (a, b) -> a + ", " + b);
                        case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
                        case "setContentLength" -> headers.put("Content-Length", arguments[0].toString());
                        case "getOutputStream" -> {
                            return out();
                        }
                        default -> {}
                    }
                    return null;
                });
    }

    private ServletOutputStream out() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return body.size() < room;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                writer = listener;
                goOn();
            }

            @Override
            public void write(int b) {
                body.write(b);
            }
        };
    }
}
