package org.enfilade.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An HTTP request that no HTTP client would send: the complete WebSocket handshake of RFC 6455, changed as a test wants
 * it.
 */
final class RawRequest {
    private final String method;
    private final String target;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String version = "1.1";

    private RawRequest(String method, String target) {
        this.method = method;
        this.target = target;
        headers.put("Upgrade", "websocket");
        headers.put("Connection", "Upgrade");
        headers.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        headers.put("Sec-WebSocket-Version", "13");
    }

    /** A complete handshake, if it is a GET. */
    static RawRequest handshake(String method, String target) {
        return new RawRequest(method, target);
    }

    /** With another value, or without the header if that is {@code null}. */
    RawRequest with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    RawRequest inVersion(String other) {
        version = other;
        return this;
    }

    /** What the server says, up to the end of the answer; the status is 0 if it says nothing. */
    record Answer(int status, Map<String, String> headers, String body, List<String> lines) {
        /** All values of a header. */
        List<String> header(String name) {
            return lines.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }
    }

    /** Every wait ends after {@link SocketIOClient#PATIENCE}. */
    Answer send(URI server) {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout((int) SocketIOClient.PATIENCE.toMillis());
            StringBuilder text = new StringBuilder(method + " " + target + " HTTP/" + version + "\r\n");
            text.append("Host: ").append(server.getAuthority()).append("\r\n");
            headers.forEach((name, value) -> {
                if (value != null) {
                    text.append(name).append(": ").append(value).append("\r\n");
                }
            });
            socket.getOutputStream().write(text.append("\r\n").toString().getBytes(ISO_8859_1));
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target + " " + headers, e);
        }
    }

    private static Answer read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.append((char) c);
            if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                break;
            }
        }
        List<String> lines = head.toString().lines().toList();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        int status = lines.isEmpty() ? 0 : Integer.parseInt(lines.get(0).split(" ")[1]);
        int length = status == 101 ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Answer(status, headers, new String(in.readNBytes(length), ISO_8859_1), lines);
    }
}
