package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.enfilade.internal.cdi.LogCapture;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.Test;

class HttpSessionsTest {
    private final FakeTicker ticker = new FakeTicker();
    private final HttpSessions sessions = new HttpSessions();
    private final FakeHttpSession session = new FakeHttpSession("a");
    private final List<String> told = new ArrayList<>();

    private Runnable watch(String name) {
        return sessions.watch(session.proxy(), () -> told.add(name), ticker).orElseThrow();
    }

    @Test
    void end_isToldToAllWhoWatch_once() {
        watch("one");
        watch("two");

        sessions.sessionDestroyed(session.event());
        sessions.sessionDestroyed(session.event());

        assertThat(told).containsExactly("one", "two");
        assertThat(sessions.size()).isZero();
    }

    @Test
    void end_ofAnotherSession_isNotTold() {
        watch("one");

        sessions.sessionDestroyed(new FakeHttpSession("b").event());

        assertThat(told).isEmpty();
    }

    @Test
    void watcher_thatHasForgotten_isNotTold_andLeavesNothing() {
        Runnable forget = watch("one");
        watch("two");

        forget.run();
        sessions.sessionDestroyed(session.event());
        forget.run();

        assertThat(told).containsExactly("two");
        assertThat(sessions.size()).isZero();
    }

    @Test
    void session_withANewId_isTheSameSession() {
        Runnable forget = watch("one");
        session.id = "b";
        sessions.sessionIdChanged(session.event(), "a");
        watch("two");

        forget.run();
        sessions.sessionDestroyed(session.event());

        assertThat(told).containsExactly("two");
        assertThat(sessions.size()).isZero();
    }

    @Test
    void session_thatHasEndedAlready_cannotBeWatched() {
        session.ended = true;

        assertThat(sessions.watch(session.proxy(), () -> told.add("one"), ticker))
                .isEmpty();
        assertThat(told).isEmpty();
        assertThat(sessions.size()).isZero();
    }

    @Test
    void watcher_thatFails_doesNotKeepOthersFromBeingTold() {
        sessions.watch(
                session.proxy(),
                () -> {
                    throw new IllegalStateException("a fault of one connection");
                },
                ticker);
        watch("two");

        try (LogCapture log = new LogCapture()) {
            sessions.sessionDestroyed(session.event());

            assertThat(log.messages()).hasSize(1);
        }
        assertThat(told).containsExactly("two");
    }

    /** Containers end a session after its listeners have returned. */
    @Test
    void session_thatEndsAfterItsListenersWereTold_isSeenLater() {
        sessions.sessionDestroyed(session.event());
        watch("one");
        session.ended = true;

        ticker.advanceMillis(5_000);

        assertThat(told).containsExactly("one");
        assertThat(sessions.size()).isZero();
    }

    @Test
    void secondLook_atASessionThatGoesOn_changesNothing_andIsTheLast() {
        watch("one");

        ticker.advanceMillis(5_000);
        assertThat(told).isEmpty();
        assertThat(ticker.size()).isZero();

        sessions.sessionDestroyed(session.event());
        assertThat(told).containsExactly("one");
    }

    @Test
    void secondLook_isForgottenWithTheWatcher_andWithTheSession() {
        watch("one").run();
        assertThat(ticker.size()).isZero();

        watch("two");
        sessions.sessionDestroyed(session.event());
        assertThat(ticker.size()).isZero();
    }

    @Test
    void newId_thatIsToldAfterTheEnd_tellsTheEnd() {
        watch("one");
        session.id = "b";
        sessions.sessionDestroyed(session.event());
        session.ended = true;

        sessions.sessionIdChanged(session.event(), "a");

        assertThat(told).containsExactly("one");
        assertThat(sessions.size()).isZero();
    }

    @Test
    void newId_thatIsToldWhileTheSessionEnds_isSeenLater() {
        watch("one");
        ticker.advanceMillis(5_000);
        session.id = "b";
        sessions.sessionDestroyed(session.event());
        sessions.sessionIdChanged(session.event(), "a");
        session.ended = true;

        ticker.advanceMillis(5_000);

        assertThat(told).containsExactly("one");
        assertThat(sessions.size()).isZero();
    }

    @Test
    void watcher_thatForgetsBeforeTheNewIdIsTold_leavesNothing() {
        Runnable forget = watch("one");
        session.id = "b";

        forget.run();

        assertThat(sessions.size()).isZero();
        sessions.sessionIdChanged(session.event(), "a");
        sessions.sessionDestroyed(session.event());
        assertThat(told).isEmpty();
    }

    @Test
    void watcher_forgets_whenTheSessionHasEnded_withoutAskingIt() {
        Runnable forget = watch("one");
        session.ended = true;
        session.idEnds = true;

        forget.run();

        assertThat(sessions.size()).isZero();
        assertThat(sessions.watch(session.proxy(), () -> {}, ticker)).isEmpty();
    }
}
