package org.enfilade.internal.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.ws.wsoc.LibertySession;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.enfilade.internal.time.FakeTicker;
import org.enfilade.internal.time.Ticker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ClosingSessionsTest {
    private final FakeTicker ticker = new FakeTicker();
    private final ClosingSessions closing = new ClosingSessions(ticker);
    private final List<String> done = new ArrayList<>();
    private boolean linkOpen = true;
    private Duration handshake = Duration.ZERO;
    private int looks;
    private int closes;

    /** As Tyrus has them: closed at once, and then of no use but to tell who it was. */
    private Session closed() {
        return (Session)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Session.class}, this::ofClosed);
    }

    private Object ofClosed(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "isOpen" -> false;
            case "setMaxIdleTimeout" -> null;
            case "close" -> {
                closes++;
                yield null;
            }
            case "hashCode" -> 1;
            case "equals" -> proxy == arguments[0];
            default -> throw new IllegalStateException("closed");
        };
    }

    private void close(Session session, ClientLink link) {
        closing.close(session, link, CloseCodes.NORMAL_CLOSURE);
    }

    /** Open Liberty makes whoever closes wait for threads that may be waiting for the caller. */
    @Test
    void session_ofOpenLiberty_isClosedElsewhere() {
        List<Runnable> elsewhere = new ArrayList<>();
        new ClosingSessions(ticker, elsewhere::add)
                .close(LibertySession.of(this::ofClosed), ClientLink.HIDDEN, CloseCodes.NORMAL_CLOSURE);
        assertThat(closes).isZero();

        elsewhere.forEach(Runnable::run);
        assertThat(closes).isEqualTo(1);
    }

    @Test
    void session_forWhichThereIsNoThread_isClosedAllTheSame() {
        Executor full = task -> {
            throw new RejectedExecutionException();
        };
        new ClosingSessions(ticker, full)
                .close(LibertySession.of(this::ofClosed), ClientLink.HIDDEN, CloseCodes.NORMAL_CLOSURE);

        assertThat(closes).isEqualTo(1);
    }

    @Test
    void session_ofAnotherServer_isClosedByTheCaller() {
        List<Runnable> elsewhere = new ArrayList<>();
        new ClosingSessions(ticker, elsewhere::add).close(closed(), ClientLink.HIDDEN, CloseCodes.NORMAL_CLOSURE);

        assertThat(closes).isEqualTo(1);
        assertThat(elsewhere).isEmpty();
    }

    /** One that is open for so many looks, unless it is dropped. */
    private ClientLink link(int openFor) {
        return new ClientLink() {
            @Override
            public Duration handshake() {
                return handshake;
            }

            @Override
            public boolean isOpen() {
                looks++;
                linkOpen = linkOpen && looks <= openFor;
                // time passes only here
                ticker.advance(Duration.ofMillis(100));
                return linkOpen;
            }

            @Override
            public void drop() {
                done.add(linkOpen ? "dropped" : "dropped though it had ended");
                linkOpen = false;
            }
        };
    }

    @Test
    void closedSession_whoseLinkStays_losesItAfterAWhile() {
        close(closed(), link(Integer.MAX_VALUE));

        ticker.advance(Duration.ofMillis(4_999));
        assertThat(done).isEmpty();
        ticker.advance(Duration.ofMillis(1));
        assertThat(done).containsExactly("dropped");
    }

    @Test
    void finish_whileALinkIsOpen_waitsForIt() {
        close(closed(), link(3));

        closing.finish();

        assertThat(looks).isEqualTo(4);
        assertThat(done).doesNotContain("dropped");
    }

    @Test
    void finish_withALinkThatStaysOpen_dropsItAfterASecond() {
        close(closed(), link(Integer.MAX_VALUE));

        closing.finish();

        assertThat(looks).isEqualTo(10);
        assertThat(done).containsExactly("dropped");
    }

    @Test
    void close_whileTheSessionIsBeingOpened_waitsForTheHandshake() {
        handshake = Duration.ofMillis(100);
        Session session = closed();
        ClientLink link = link(1);
        closing.opening(session);
        close(session, link);
        closing.opened(session);

        ticker.advance(Duration.ofMillis(99));
        assertThat(closes).isZero();
        ticker.advance(Duration.ofMillis(1));
        assertThat(closes).isEqualTo(1);
    }

    @Test
    void close_ofWhatIsOpen_isDoneHere() {
        handshake = Duration.ofMillis(100);
        Session session = closed();
        ClientLink link = link(1);
        closing.opening(session);
        closing.opened(session);

        close(session, link);

        assertThat(closes).isEqualTo(1);
    }

    @Test
    void finish_closesWhatWaitsForItsHandshake_thoughNoTimerRunsAnyMore() {
        handshake = Duration.ofMillis(200);
        ClosingSessions atTheEnd = new ClosingSessions(withoutTimers());
        Session session = closed();
        ClientLink link = link(4);
        atTheEnd.opening(session);
        atTheEnd.close(session, link, CloseCodes.NORMAL_CLOSURE);
        assertThat(closes).isZero();

        atTheEnd.finish();

        assertThat(closes).isEqualTo(1);
        assertThat(done).doesNotContain("dropped");
    }

    private Ticker withoutTimers() {
        return new Ticker() {
            @Override
            public long nanos() {
                return ticker.nanos();
            }

            @Override
            public Timer after(Duration delay, Runnable task) {
                return () -> {};
            }
        };
    }

    @Test
    void session_thatDoesNotAnswerItsCloseFrame_isDropped_andClosedWhenNobodyReadsItAnyMore() {
        closing.awaitAnswer(closed(), link(Integer.MAX_VALUE));

        ticker.advance(Duration.ofMillis(4_999));
        assertThat(done).isEmpty();
        ticker.advance(Duration.ofMillis(1));
        assertThat(done).containsExactly("dropped");
        assertThat(closes).isZero();
        ticker.advance(Duration.ofSeconds(2));
        assertThat(closes).isEqualTo(1);
    }

    @Test
    void finish_whileASessionHasNotAnswered_waitsAndDoesNotCloseIt() {
        closing.awaitAnswer(closed(), link(3));

        closing.finish();

        assertThat(looks).isEqualTo(4);
        assertThat(done).doesNotContain("dropped");
    }
}
