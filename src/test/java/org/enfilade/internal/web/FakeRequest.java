package org.enfilade.internal.web;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request to the server at its default path; what it was not told, it answers with {@code null}. */
final class FakeRequest {
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, Object> answers = new HashMap<>(Map.of(
            "getMethod", "GET",
            "getProtocol", "HTTP/1.1",
            "getRequestURI", "/socket.io/",
            "getServletPath", "/socket.io",
            "getPathInfo", "/",
            "isSecure", false,
            "isAsyncStarted", false,
            "getLocalAddr", "192.0.2.1",
            "getRemoteAddr", "192.0.2.7"));

    /** A complete WebSocket handshake. */
    static FakeRequest webSocket(String query) {
        return new FakeRequest()
                .answer("getQueryString", query)
                .header("Upgrade", "websocket")
                .header("Connection", "Upgrade")
                .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                .header("Sec-WebSocket-Version", "13");
    }

    static FakeRequest plain(String query) {
        return new FakeRequest().answer("getQueryString", query);
    }

    /** What a method returns. */
    FakeRequest answer(String method, Object value) {
        answers.put(method, value);
        return this;
    }

    /** Other values than before; none at all to leave the header out. */
    FakeRequest header(String name, String... values) {
        headers.put(name, List.of(values));
        return this;
    }

    /** What the server tells in it. */
    FakeRequest attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    Object attribute(String name) {
        return attributes.get(name);
    }

    /** Asked for the name of its address it fails, as if that could not be looked up. */
    HttpServletRequest proxy() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                FakeRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" ->
                        values(arguments[0]).stream().findFirst().orElse(null);
                    case "getHeaders" -> Collections.enumeration(values(arguments[0]));
                    case "getHeaderNames" -> Collections.enumeration(headers.keySet());
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    case "getAttribute" -> attributes.get(arguments[0]);
                    case "getLocalName" -> throw new AssertionError("the name was looked up");
                    default -> answers.get(method.getName());
                });
    }

    private List<String> values(Object name) {
        return headers.getOrDefault(name, List.of());
    }
}
