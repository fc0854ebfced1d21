package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientBundlesTest {
    private static final String DIRECTORY = "META-INF/enfilade/client/";

    /** Has no more than a test puts into it. */
    private static final class Jar extends ClassLoader {
        private final Map<String, String> files = new HashMap<>();

        Jar() {
            super(null);
        }

        Jar with(String file, String content) {
            files.put(DIRECTORY + file, content);
            return this;
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            String content = files.get(name);
            return content == null ? null : new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    private final ClientBundles bundles = new ClientBundles(new Jar()
            .with("version", "4.8.4\n")
            .with("socket.io.min.js", "script")
            .with("socket.io.min.js.br", "script in brotli")
            .with("socket.io.min.js.gz", "script in gzip")
            .with("socket.io.min.js.map", "{}"));

    private final FakeResponse response = new FakeResponse();
    private final List<String> context = new ArrayList<>();
    private AsyncListener listener;

    private boolean answer(String name, FakeRequest request) throws IOException {
        HttpServletRequest asked = request.answer("startAsync", context()).proxy();
        boolean has = bundles.has(name, asked);
        if (has) {
            bundles.answer(name, asked, response.proxy());
        }
        return has;
    }

    private AsyncContext context() {
        return (AsyncContext) Proxy.newProxyInstance(
                ClientBundlesTest.class.getClassLoader(),
                new Class<?>[] {AsyncContext.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "setTimeout" -> context.add("timeout " + arguments[0]);
                        case "addListener" -> listener = (AsyncListener) arguments[0];
                        case "complete" -> context.add("complete");
                        case "getResponse" -> {
                            return response.proxy();
                        }
                        default -> throw new AssertionError(method);
                    }
                    return null;
                });
    }

    @Test
    void script_forAClientThatDoesNotRead_waitsWithoutAThread_untilItsTimeIsUp() throws IOException {
        response.takesNoMoreThan(0);
        answer("socket.io.min.js", FakeRequest.plain(null));
        assertThat(context).containsExactly("timeout 30000");

        listener.onTimeout(null);
        listener.onComplete(null);

        assertThat(response.body()).isEmpty();
        assertThat(context).containsExactly("timeout 30000", "complete");
    }

    @Test
    void script_forAClientThatReadsLater_isCompletedOnce() throws IOException {
        response.takesNoMoreThan(0);
        answer("socket.io.min.js", FakeRequest.plain(null));

        response.takesAll();
        listener.onComplete(null);

        assertThat(response.body()).isEqualTo("script");
        assertThat(context).containsExactly("timeout 30000", "complete");
    }

    @Test
    void script_isSentWithItsVersion() throws IOException {
        assertThat(answer("socket.io.min.js", FakeRequest.plain(null))).isTrue();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("script");
        assertThat(response.headers())
                .containsEntry("Content-Type", "application/javascript;charset=UTF-8")
                .containsEntry("Content-Length", "6")
                .containsEntry("ETag", "\"4.8.4\"")
                .containsEntry("Cache-Control", "public, max-age=0")
                .containsEntry("Vary", "Accept-Encoding")
                .doesNotContainKey("Content-Encoding");
    }

    @Test
    void map_isJson() throws IOException {
        answer("socket.io.min.js.map", FakeRequest.plain(null));

        assertThat(response.headers()).containsEntry("Content-Type", "application/json;charset=UTF-8");
        assertThat(response.body()).isEqualTo("{}");
    }

    @Test
    void head_hasTheHeadersAndNoBody() throws IOException {
        answer("socket.io.min.js", FakeRequest.plain(null).answer("getMethod", "HEAD"));

        assertThat(response.headers()).containsEntry("Content-Length", "6");
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br, zstd | br",
                "GZIP | gzip",
                "br;q=0, gzip;q=0.5 | gzip",
                "br ; q=0.000 , gzip ; q=1 | gzip",
                "br;q=0.1 | br",
                "brotli, br | br",
                "deflate, brotli, xgzip, gzip2 | ''",
                "identity | ''",
                "'' | ''",
                "gzip;q=0 | ''",
                "* | ''"
            })
    void script_isSentAsTheBrowserAcceptsIt(String accepted, String encoding) throws IOException {
        answer("socket.io.min.js", FakeRequest.plain(null).header("Accept-Encoding", accepted));

        assertThat(response.headers().getOrDefault("Content-Encoding", "")).isEqualTo(encoding);
        assertThat(response.body())
                .isEqualTo(
                        switch (encoding) {
                            case "br" -> "script in brotli";
                            case "gzip" -> "script in gzip";
                            default -> "script";
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"4.8.4\"", "W/\"4.8.4\"", "\"4.7.0\", \"4.8.4\"", "*"})
    void script_thatTheBrowserHas_isNotSentAgain(String tags) throws IOException {
        answer("socket.io.min.js", FakeRequest.plain(null).header("If-None-Match", tags));

        assertThat(response.status()).isEqualTo(304);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers()).containsEntry("ETag", "\"4.8.4\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"4.8.3\"", "4.8.4", "", ",,"})
    void script_thatTheBrowserHasOfAnotherVersion_isSent(String tags) throws IOException {
        answer("socket.io.min.js", FakeRequest.plain(null).header("If-None-Match", tags));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "version", "socket.io.min.js.br", "../client/version", "socket.io.min.js/", "other.js"})
    void otherFiles_areNoneOfTheClient(String name) throws IOException {
        assertThat(answer(name, FakeRequest.plain(null))).isFalse();
        assertThat(response.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void otherMethods_areLeftToTheProtocol(String method) throws IOException {
        assertThat(answer("socket.io.min.js", FakeRequest.plain(null).answer("getMethod", method)))
                .isFalse();
    }

    @Test
    void script_withoutTheJar_isNotFound_andSaysWhatToAdd() throws IOException {
        new ClientBundles(new Jar())
                .answer("socket.io.js", FakeRequest.plain(null).proxy(), response.proxy());

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.body()).contains("enfilade-client");
    }
}
