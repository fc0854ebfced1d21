package org.enfilade.junit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Engine.IO by hand, with HTTP only. The JDK's client asks for HTTP/2, which the server has to pass over. */
final class Http {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PATH = "socket.io/?EIO=4&transport=polling";

    private final URI base;

    Http(URI base) {
        this.base = base;
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofMinutes(2))
                .method(
                        method,
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, null, headers);
    }

    /** Opens a polling session. */
    String open() throws Exception {
        String open = get(PATH).body();
        return ClientJson.parse(open.substring(1)).asJsonObject().getString("sid");
    }

    HttpResponse<String> poll(String sid) throws Exception {
        return get(PATH + "&sid=" + sid);
    }

    /** Polls until a text has come, and returns all that has. */
    String pollFor(String sid, String text) throws Exception {
        StringBuilder answers = new StringBuilder();
        while (answers.indexOf(text) < 0) {
            HttpResponse<String> answer = poll(sid);
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer + " " + answer.body() + ", awaiting " + text + " after " + answers);
            }
            answers.append(answer.body()).append('\n');
        }
        return answers.toString();
    }

    HttpResponse<String> post(String sid, String body) throws Exception {
        return send("POST", PATH + "&sid=" + sid, body, "Content-Type", "text/plain;charset=UTF-8");
    }
}
