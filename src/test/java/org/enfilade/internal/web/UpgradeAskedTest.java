package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.enfilade.internal.web.UpgradeAsked.MALFORMED;
import static org.enfilade.internal.web.UpgradeAsked.NONE;
import static org.enfilade.internal.web.UpgradeAsked.WEB_SOCKET;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeAskedTest {
    private final FakeRequest complete = FakeRequest.webSocket("");

    private static UpgradeAsked asked(FakeRequest request) {
        return UpgradeAsked.of(request.proxy(), "/socket.io/");
    }

    @ParameterizedTest
    @CsvSource({
        "Upgrade,               websocket",
        "Upgrade,               WebSocket",
        "Connection,            upgrade",
        "Connection,            'keep-alive, Upgrade'",
        "Connection,            'Upgrade,keep-alive'",
        "Sec-WebSocket-Key,     AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Key,     //++AAAAAAAAAAAAAAAAAA=="
    })
    void handshake_asTheStandardWantsIt_isComplete(String header, String value) {
        assertThat(asked(complete.header(header, value))).isEqualTo(WEB_SOCKET);
    }

    @Test
    void connection_inSeveralHeaders_isOneList() {
        assertThat(asked(complete.header("Connection", "keep-alive", "Upgrade")))
                .isEqualTo(WEB_SOCKET);
    }

    @ParameterizedTest
    @CsvSource({
        "Upgrade,               foo",
        "Upgrade,               'h2c, websocket'",
        "Upgrade,               ''",
        "Connection,            close",
        "Connection,            keep-alive",
        "Connection,            Upgraded",
        "Connection,            ''",
        "Sec-WebSocket-Key,     ''",
        "Sec-WebSocket-Key,     dG9vIHNob3J0",
        "Sec-WebSocket-Key,     !!!!!!!!!!!!!!!!!!!!!!==",
        "Sec-WebSocket-Key,     AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Sec-WebSocket-Version, 8",
        "Sec-WebSocket-Version, 12",
        "Sec-WebSocket-Version, '13, 8'",
        "Sec-WebSocket-Version, x",
        "Sec-WebSocket-Version, ''"
    })
    void handshake_withAHeaderOfAnotherValue_isMalformed(String header, String value) {
        assertThat(asked(complete.header(header, value))).isEqualTo(MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version"})
    void handshake_withoutAHeader_isMalformed(String header) {
        assertThat(asked(complete.header(header))).isEqualTo(MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"getMethod, POST", "getMethod, HEAD", "getProtocol, HTTP/1.0", "getProtocol, HTTP/2.0"})
    void handshake_ofAnotherMethodOrVersion_isMalformed(String method, String value) {
        assertThat(asked(complete.answer(method, value))).isEqualTo(MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"/socket.io,", "/socket.io, /foo", "/socket.io, //", "/socket.io, /socket.io/", "'', /"})
    void handshake_besideThePath_isMalformed(String servletPath, String pathInfo) {
        complete.answer("getServletPath", servletPath).answer("getPathInfo", pathInfo);

        assertThat(asked(complete)).isEqualTo(MALFORMED);
    }

    @Test
    void handshake_atAServletsExactPath_isComplete() {
        complete.answer("getServletPath", "/socket.io/").answer("getPathInfo", null);

        assertThat(asked(complete)).isEqualTo(WEB_SOCKET);
    }

    @Test
    void request_thatUpgradesToSomethingElse_asksForNone() {
        assertThat(asked(FakeRequest.plain(""))).isEqualTo(NONE);
        assertThat(asked(
                        FakeRequest.plain("").header("Upgrade", "h2c").header("Connection", "Upgrade, HTTP2-Settings")))
                .isEqualTo(NONE);
        assertThat(asked(complete.header("Upgrade"))).isEqualTo(NONE);
    }
}
