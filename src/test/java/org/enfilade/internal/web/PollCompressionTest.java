package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.enfilade.ServerOptions;
import org.enfilade.internal.engine.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollCompressionTest {
    private static final ServerOptions ON =
            ServerOptions.builder().httpCompression(true).build();
    private static final String TEXT = "42[\"say\",\"hello\"]\u001e".repeat(100);

    private final List<String> headers = new ArrayList<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br, zstd       | GZIP",
                "deflate                       | DEFLATE",
                "GZIP                          | GZIP",
                "x-gzip                        | GZIP",
                "br                            | IDENTITY",
                "*                             | GZIP",
                "*;q=0                         | IDENTITY",
                "gzip;q=0, *                   | DEFLATE",
                "gzip;q=0, deflate;q=0         | IDENTITY",
                "gzip;q=0.000                  | IDENTITY",
                "gzip;q=0.5, deflate;q=0.8     | DEFLATE",
                "gzip; q=0.8 , deflate;q=0.8   | GZIP",
                "identity, gzip;q=0.5          | IDENTITY",
                "identity;q=0.5, gzip          | GZIP",
                "gzip;q=x                      | IDENTITY",
                "gzip;q=2                      | IDENTITY",
                "gzip;q=                       | IDENTITY",
                "gzipped, xgzip                | IDENTITY",
                "''                            | IDENTITY",
                "',;,;q=1,;'                   | IDENTITY"
            })
    void encoding_isTheOneThatTheClientPrefers(String header, PollCompression expected) {
        assertThat(PollCompression.of(ON, header)).isEqualTo(expected);
    }

    @Test
    void encoding_withoutHeader_withALongOne_andWithoutTheOption_isNone() {
        assertThat(PollCompression.of(ON, null)).isEqualTo(PollCompression.IDENTITY);
        assertThat(PollCompression.of(ON, "gzip," + " ".repeat(1_000))).isEqualTo(PollCompression.IDENTITY);
        assertThat(PollCompression.of(ServerOptions.builder().build(), "gzip")).isEqualTo(PollCompression.OFF);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void body_isCompressed_asItsEncodingSays() throws IOException {
        byte[] gzip = PollCompression.GZIP.applied(bytes(TEXT), 1_024);
        byte[] deflate = PollCompression.DEFLATE.applied(bytes(TEXT), 1_024);
        assertThat(gzip.length).isLessThan(200);
        assertThat(text(new GZIPInputStream(new ByteArrayInputStream(gzip)))).isEqualTo(TEXT);
        assertThat(text(new InflaterInputStream(new ByteArrayInputStream(deflate))))
                .isEqualTo(TEXT);
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void body_thatIsNotWorthIt_orTooLarge_staysAsItIs() {
        byte[] small = new byte[1_023];
        byte[] large = new byte[PollCompression.MOST + 1];
        byte[] random = new byte[5_000];
        new Random(1).nextBytes(random);
        assertThat(PollCompression.GZIP.applied(small, 1_024)).isSameAs(small);
        assertThat(PollCompression.GZIP.applied(large, 1_024)).isSameAs(large);
        assertThat(PollCompression.GZIP.applied(random, 1_024)).isSameAs(random);
        assertThat(PollCompression.IDENTITY.applied(random, 1_024)).isSameAs(random);
        assertThat(PollCompression.OFF.applied(random, 1_024)).isSameAs(random);
        assertThat(PollCompression.DEFLATE.applied(new byte[1_024], 1_024)).hasSizeLessThan(100);
    }

    private void answer(PollCompression compression, String payload) {
        answer(compression, payload, true);
    }

    private void answer(PollCompression compression, String payload, boolean worthIt) {
        new AsyncPoll(context(), compression, 1_024).answer(payload, worthIt, new Wire.Sent() {
            @Override
            public void sent() {}

            @Override
            public void failed() {
                throw new AssertionError("failed");
            }
        });
    }

    @Test
    void answer_saysHowItIsCompressed_andWhatThatDependsOn() throws IOException {
        answer(PollCompression.GZIP, TEXT);
        assertThat(headers)
                .contains("Content-Encoding: gzip", "Vary: Accept-Encoding", "length: " + written.size())
                .contains("type: text/plain;charset=UTF-8");
        assertThat(text(new GZIPInputStream(new ByteArrayInputStream(written.toByteArray()))))
                .isEqualTo(TEXT);
    }

    @Test
    void answer_thatIsShort_variesToo_andWithoutTheOptionNothingIsSaid() {
        answer(PollCompression.GZIP, "6");
        assertThat(headers).contains("Vary: Accept-Encoding").noneMatch(header -> header.startsWith("Content-Enc"));
        headers.clear();
        answer(PollCompression.OFF, TEXT);
        assertThat(headers).noneMatch(header -> header.startsWith("Vary") || header.startsWith("Content-Enc"));
    }

    @Test
    void answer_thatNobodyWantsCompressed_staysAsItIs_andVaries() {
        answer(PollCompression.GZIP, TEXT, false);
        assertThat(headers).contains("Vary: Accept-Encoding").noneMatch(header -> header.startsWith("Content-Enc"));
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo(TEXT);
    }

    private AsyncContext context() {
        HttpServletResponse response = proxy(HttpServletResponse.class, (name, arguments) -> {
            switch (name) {
                case "addHeader", "setHeader" -> headers.add(arguments[0] + ": " + arguments[1]);
                case "setContentLength" -> headers.add("length: " + arguments[0]);
                case "setContentType" -> headers.add("type: " + arguments[0]);
                default -> {}
            }
            return name.equals("getOutputStream") ? output() : null;
        });
        return proxy(AsyncContext.class, (name, arguments) -> name.equals("getResponse") ? response : null);
    }

    private interface Called {
        Object with(String name, Object[] arguments) throws IOException;
    }

    private static <T> T proxy(Class<T> type, Called called) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> called.with(method.getName(), arguments)));
    }

    private ServletOutputStream output() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                try {
                    listener.onWritePossible();
                } catch (IOException e) {
                    listener.onError(e);
                }
            }

            @Override
            public void write(int b) {
                written.write(b);
            }
        };
    }
}
