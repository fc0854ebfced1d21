package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.enfilade.Transport;
import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.engine.CloseReason;
import org.enfilade.internal.engine.Dialects;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.EngineOptions;
import org.enfilade.internal.engine.EngineServer;
import org.enfilade.internal.engine.EngineSession;
import org.enfilade.internal.engine.FakePoll;
import org.enfilade.internal.engine.FakeWire;
import org.enfilade.internal.engine.Flusher;
import org.enfilade.internal.engine.OutboxBound;
import org.enfilade.internal.engine.SessionListener;
import org.enfilade.internal.text.QueryString;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCheckTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeTicker ticker = new FakeTicker();
    private final EngineServer engine = new EngineServer(
            new EngineOptions(
                    SECOND, SECOND, SECOND, 100, true, new OutboxBound(1_000, 10), 10, Budget.unlimited(ticker)),
            ticker,
            new Flusher(ticker),
            "");
    private String polling;
    private String webSocket;
    private String older;

    RequestCheckTest() {
        engine.openPolling(Dialects.REVISION_4, new FakePoll(), session -> listener(polling = session.id()));
        engine.openPolling(Dialects.of(3, false), new FakePoll(), session -> listener(older = session.id()));
        engine.openWebSocket(Dialects.REVISION_4, new FakeWire(), session -> listener(webSocket = session.id()));
    }

    private static SessionListener listener(String id) {
        assertThat(id).isNotEmpty();
        return new SessionListener() {
            @Override
            public void opened() {}

            @Override
            public void text(String message) {}

            @Override
            public void binary(byte[] message) {}

            @Override
            public void closed(CloseReason reason) {}
        };
    }

    private String check(Set<Transport> transports, String method, UpgradeAsked upgrade, String query) {
        return check(new RequestCheck(transports, false, engine, sid -> false), method, upgrade, query);
    }

    private String check(RequestCheck check, String method, UpgradeAsked upgrade, String query) {
        String filled = query.replace("$P", polling).replace("$W", webSocket).replace("$3", older);
        return check.check(new EngineRequest(method, upgrade, QueryString.parse(filled)))
                .map(error -> Integer.toString(error.code()))
                .orElse("ok");
    }

    @ParameterizedTest(name = "{0} {2} upgrade {1}: {3}")
    @CsvSource({
        "GET,    NONE,       EIO=4&transport=polling,                  ok",
        "GET,    WEB_SOCKET, EIO=4&transport=websocket,                ok",
        "GET,    NONE,       EIO=4&transport=polling&sid=,             ok",
        "GET,    NONE,       EIO=4&transport=polling&sid=$P,           ok",
        "POST,   NONE,       EIO=4&transport=polling&sid=$P,           ok",
        "GET,    WEB_SOCKET, EIO=4&transport=websocket&sid=$P,         ok",
        // 0: transport
        "GET,    NONE,       EIO=4,                                    0",
        "GET,    NONE,       EIO=4&transport=,                         0",
        "GET,    NONE,       EIO=4&transport=__proto__,                0",
        "GET,    NONE,       EIO=4&transport=constructor,              0",
        "GET,    NONE,       EIO=4&transport=webtransport,             0",
        "GET,    NONE,       EIO=4&transport=Polling,                  0",
        "DELETE, NONE,       EIO=3&transport=x&sid=y,                  0",
        "GET,    MALFORMED,  EIO=4&transport=x,                        0",
        // 1: session
        "GET,    NONE,       EIO=4&transport=polling&sid=__proto__,    1",
        "POST,   NONE,       EIO=4&transport=polling&sid=toString,     1",
        "GET,    NONE,       EIO=3&transport=polling&sid=unknown,      1",
        "GET,    WEB_SOCKET, EIO=4&transport=websocket&sid=unknown,    1",
        "POST,   MALFORMED,  EIO=4&transport=websocket&sid=unknown,    1",
        // 2: method
        "POST,   NONE,       EIO=4&transport=polling,                  2",
        "DELETE, NONE,       EIO=4&transport=polling,                  2",
        "POST,   NONE,       EIO=3&transport=polling,                  2",
        "POST,   MALFORMED,  EIO=4&transport=websocket,                2",
        // 3: a request that does not fit
        "GET,    NONE,       EIO=4&transport=websocket,                3",
        "GET,    WEB_SOCKET, EIO=4&transport=polling,                  3",
        "GET,    NONE,       EIO=4&transport=polling&sid=$W,           3",
        "POST,   NONE,       EIO=4&transport=polling&sid=$W,           3",
        "GET,    NONE,       EIO=4&transport=websocket&sid=$P,         3",
        "GET,    WEB_SOCKET, EIO=4&transport=polling&sid=$P,           3",
        "GET,    MALFORMED,  EIO=4&transport=websocket,                3",
        "GET,    MALFORMED,  EIO=3&transport=websocket,                3",
        "GET,    MALFORMED,  EIO=4&transport=polling,                  3",
        "GET,    MALFORMED,  EIO=4&transport=websocket&sid=$P,         3",
        "POST,   MALFORMED,  EIO=4&transport=websocket&sid=$P,         3",
        "GET,    MALFORMED,  EIO=4&transport=polling&sid=$P,           3",
        "GET,    NONE,       transport=polling&sid=$P,                 3",
        "GET,    NONE,       EIO=3&transport=polling&sid=$P,           3",
        "POST,   NONE,       EIO=3&transport=polling&sid=$P,           3",
        "GET,    WEB_SOCKET, EIO=3&transport=websocket&sid=$P,         3",
        "GET,    WEB_SOCKET, EIO=44&transport=websocket&sid=$P,        3",
        "GET,    WEB_SOCKET, EIO=3&transport=websocket&sid=unknown,    1",
        // 5: version
        "GET,    NONE,       transport=polling,                        5",
        "GET,    NONE,       EIO=3&transport=polling,                  5",
        "GET,    WEB_SOCKET, EIO=5&transport=websocket,                5",
        "GET,    NONE,       EIO=&transport=polling,                   5"
    })
    void errors_areFoundInTheOrderOfTheReference(String method, UpgradeAsked upgrade, String query, String expected) {
        assertThat(check(EnumSet.allOf(Transport.class), method, upgrade, query))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {2} upgrade {1}: {3}")
    @CsvSource({
        "GET,    NONE,       EIO=3&transport=polling,                  ok",
        "GET,    NONE,       transport=polling,                        ok",
        "GET,    NONE,       EIO=&transport=polling,                   ok",
        "GET,    NONE,       EIO=2&transport=polling&b64=1,            ok",
        "GET,    NONE,       EIO=4&transport=polling,                  ok",
        "GET,    WEB_SOCKET, EIO=3&transport=websocket,                ok",
        "GET,    WEB_SOCKET, EIO=3&transport=websocket&j=0,            ok",
        "GET,    NONE,       EIO=3&transport=polling&sid=$3,           ok",
        "POST,   NONE,       transport=polling&sid=$3,                 ok",
        "GET,    WEB_SOCKET, EIO=3&transport=websocket&sid=$3,         ok",
        // the revision of the session
        "GET,    NONE,       EIO=4&transport=polling&sid=$3,           3",
        "POST,   NONE,       EIO=4&transport=polling&sid=$3,           3",
        "GET,    WEB_SOCKET, EIO=4&transport=websocket&sid=$3,         3",
        "GET,    NONE,       EIO=3&transport=polling&sid=$P,           3",
        "POST,   NONE,       transport=polling&sid=$P,                 3",
        "GET,    WEB_SOCKET, EIO=3&transport=websocket&sid=$P,         3",
        // scripts
        "GET,    NONE,       EIO=3&transport=polling&j=0,              3",
        "GET,    NONE,       EIO=3&transport=polling&j=,               3",
        // the order of the reference
        "GET,    NONE,       EIO=3&transport=x,                        0",
        "GET,    NONE,       EIO=3&transport=polling&sid=unknown,      1",
        "POST,   NONE,       EIO=3&transport=polling,                  2",
        "GET,    NONE,       EIO=3&transport=websocket,                3"
    })
    void revision3_ifAllowed_isServedBesideTheOther(
            String method, UpgradeAsked upgrade, String query, String expected) {
        RequestCheck both = new RequestCheck(EnumSet.allOf(Transport.class), true, engine, sid -> false);
        assertThat(check(both, method, upgrade, query)).isEqualTo(expected);
    }

    @Test
    void transportThatIsNotOffered_isUnknown() {
        Set<Transport> strict = EnumSet.of(Transport.WEBSOCKET);
        assertThat(check(strict, "GET", UpgradeAsked.NONE, "EIO=4&transport=polling"))
                .isEqualTo("0");
        assertThat(check(strict, "GET", UpgradeAsked.WEB_SOCKET, "EIO=4&transport=websocket"))
                .isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    NONE,       EIO=4&transport=polling&sid=there,        ok",
        "POST,   NONE,       EIO=4&transport=polling&sid=there,        ok",
        "GET,    WEB_SOCKET, EIO=4&transport=websocket&sid=there,      ok",
        "GET,    MALFORMED,  EIO=4&transport=websocket&sid=there,      3",
        "GET,    NONE,       EIO=4&transport=websocket&sid=there,      3",
        "GET,    NONE,       EIO=4&transport=polling&sid=nowhere,      1",
        "GET,    NONE,       EIO=4&transport=x&sid=there,              0"
    })
    void sessionOfAnotherNode_isCheckedThere_andHereOnlyWhatTheRequestSays(
            String method, UpgradeAsked upgrade, String query, String expected) {
        RequestCheck check = new RequestCheck(EnumSet.allOf(Transport.class), false, engine, "there"::equals);
        assertThat(check(check, method, upgrade, query)).isEqualTo(expected);
    }

    @Test
    void endedSession_isUnknown() {
        EngineSession session = engine.session(polling);
        session.abort();
        session.poll(new FakePoll()); // takes the close packet
        assertThat(check(EnumSet.allOf(Transport.class), "GET", UpgradeAsked.NONE, "EIO=4&transport=polling&sid=$P"))
                .isEqualTo("1");
    }

    /** As in the reference; it has no answer for too many handshakes. */
    @Test
    void errors_haveTheCodeAndTheStatusOfTheProtocol() {
        assertThat(EngineError.values())
                .extracting(EngineError::code)
                .containsExactly(0, 1, 2, 3, EngineError.FORBIDDEN.code(), 5, EngineError.FORBIDDEN.code());
        assertThat(EngineError.values())
                .extracting(EngineError::status)
                .containsExactly(400, 400, 400, 400, 403, 400, 429);
    }
}
