package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpSessionsTest {
    private final HttpSessions sessions = new HttpSessions();
    private final FakeHttpSession session = new FakeHttpSession("a");
    private final List<String> told = new ArrayList<>();

    private Runnable watch(String name) {
        return sessions.watch(session.proxy(), () -> told.add(name)).orElseThrow();
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

        assertThat(sessions.watch(session.proxy(), () -> told.add("one"))).isEmpty();
        assertThat(told).isEmpty();
        assertThat(sessions.size()).isZero();
    }
}
