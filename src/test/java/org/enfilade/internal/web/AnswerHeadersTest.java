package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.enfilade.CookieOptions;
import org.enfilade.ServerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerHeadersTest {
    private final FakeResponse response = new FakeResponse();
    private final AnswerHeaders headers = new AnswerHeaders(
            response.proxy(), HandshakeRequests.of(FakeRequest.plain("EIO=4").proxy()));

    @Test
    void header_isSet_orAdded() {
        headers.set("X-Node", "a");
        headers.set("X-Node", "b \u00fc");
        headers.add("Set-Cookie", "a=1");
        headers.add("Set-Cookie", "b=2");
        assertThat(response.headers()).containsEntry("X-Node", "b \u00fc").containsEntry("Set-Cookie", "a=1, b=2");
        assertThat(headers.request().query("EIO")).hasValue("4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: b=2", "a\n", "\r", "a\0", "\u007f", "\u0085", "\u010d\u010a", "\u20ac"})
    void value_thatCouldEndTheHeader_isRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> headers.set("X-Node", value))
                .withMessageContaining("X-Node");
        assertThatIllegalArgumentException().isThrownBy(() -> headers.add("X-Node", value));
        assertThat(response.headers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "X Node",
                "X:Node",
                "X\r\nNode",
                "X-N\u00fcde",
                "Connection",
                "content-length",
                "Transfer-Encoding",
                "Content-Encoding",
                "UPGRADE",
                "Sec-WebSocket-Protocol"
            })
    void name_onWhichTheAnswerDepends_isRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> headers.set(name, "x"));
        assertThat(response.headers()).isEmpty();
    }

    @Test
    void cookie_isAsTheReferenceWritesIt() {
        assertThat(SessionCookie.of(CookieOptions.named("io"), "abc"))
                .isEqualTo("io=abc; Path=/; HttpOnly; SameSite=Lax");
        assertThat(SessionCookie.of(
                        CookieOptions.named("__Secure-io")
                                .withMaxAge(Duration.ofHours(1))
                                .withDomain("app.example")
                                .withPath("/shop")
                                .withHttpOnly(false)
                                .withSecure(true)
                                .withPartitioned(true)
                                .withSameSite(CookieOptions.SameSite.NONE),
                        "abc"))
                .isEqualTo(
                        "__Secure-io=abc; Max-Age=3600; Domain=app.example; Path=/shop; Secure; Partitioned; SameSite=None");
    }

    @Test
    void cookie_byProperties_inAnyOrder() {
        ServerOptions options = ServerOptions.builder()
                .property("enfilade.cookie.sameSite", "none")
                .property("enfilade.cookie.secure", "true")
                .property("enfilade.cookie.name", "io")
                .property("enfilade.cookie.maxAge", "PT1M")
                .build();
        assertThat(options.cookie())
                .hasValue(CookieOptions.named("io")
                        .withSecure(true)
                        .withSameSite(CookieOptions.SameSite.NONE)
                        .withMaxAge(Duration.ofMinutes(1)));
        assertThat(ServerOptions.builder()
                        .property("enfilade.cookie.path", "/x")
                        .build()
                        .cookie())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "name, 'a b'",
        "name, 'a=b'",
        "name, 'a;b'",
        "path, 'x'",
        "path, '/;HttpOnly'",
        "path, '/\u00fc'",
        "domain, 'a;b'",
        "domain, ''",
        "maxAge, -1",
        "sameSite, sometimes",
        "secure, yes"
    })
    void cookie_thatCannotBe_isRefused(String part, String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerOptions.builder().property("enfilade.cookie." + part, text));
    }

    @Test
    void cookie_thatBrowsersDrop_isRefused() {
        CookieOptions cookie = CookieOptions.named("io");
        for (CookieOptions dropped : java.util.List.of(
                cookie.withSameSite(CookieOptions.SameSite.NONE),
                cookie.withPartitioned(true),
                CookieOptions.named("__Secure-io"),
                CookieOptions.named("__Host-io").withSecure(true).withPath("/x"),
                CookieOptions.named("__Host-io").withSecure(true).withDomain("a.example"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ServerOptions.builder().cookie(dropped).build())
                    .withMessageContaining("browsers drop");
        }
    }
}
