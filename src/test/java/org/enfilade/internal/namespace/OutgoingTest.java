package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.enfilade.DisconnectReason;
import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.OutboxBound;
import org.enfilade.internal.engine.Queued;
import org.enfilade.internal.engine.Reproach;
import org.enfilade.internal.reach.RoomIndex;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.Test;

class OutgoingTest {
    private final Budget budget = new Budget(1_000_000, new FakeTicker());
    private final Membership membership =
            new Membership("id", new RoomIndex<String>(), 10, new HeldBack(new OutboxBound(10_000, 100), budget));
    private final FakeLink link = new FakeLink();
    private final Outgoing outgoing = new Outgoing(membership, link);

    private static final class FakeLink implements Outgoing.Link {
        private final List<String> sent = new ArrayList<>();
        /** What another thread does while the first of these is sent. */
        private Runnable meanwhile = () -> {};

        @Override
        public void send(Message message) {
            sent.add(message.text());
            Runnable now = meanwhile;
            meanwhile = () -> {};
            now.run();
        }

        @Override
        public Queued queue(Message message) {
            throw new AssertionError();
        }

        @Override
        public void settle(Queued queued) {
            throw new AssertionError();
        }

        @Override
        public void sendBestEffort(Message message) {
            throw new AssertionError();
        }

        @Override
        public void abort(Reproach why) {
            throw new AssertionError();
        }
    }

    private static Message message(String text) {
        return Message.of(text, List.of());
    }

    private void connect() {
        membership.admit(rooms -> assertThat(rooms).isEqualTo(Set.of()));
        assertThat(outgoing.connect(message("0"))).isTrue();
        link.sent.clear();
    }

    private void endByServer() {
        outgoing.deliver(message("bye"), false);
        outgoing.sendLast(message("disconnect"));
        membership.end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }

    @Test
    void end_whileAnotherThreadSendsWhatWasHeldBack_takesNothingAway() {
        connect();
        CompletableFuture<Void> told = new CompletableFuture<>();
        outgoing.holdUntil(told);
        outgoing.deliver(message("first"), false);
        link.meanwhile = this::endByServer;

        told.complete(null);

        assertThat(link.sent).containsExactly("4first", "4bye", "4disconnect");
        assertThat(budget.used()).isZero();
    }

    @Test
    void end_whileAnotherThreadSends_andAJoinIsNotKnownYet_takesNothingAway() {
        connect();
        CompletableFuture<Void> told = new CompletableFuture<>();
        outgoing.holdUntil(told);
        outgoing.deliver(message("first"), false);
        link.meanwhile = () -> {
            outgoing.holdUntil(new CompletableFuture<>());
            endByServer();
        };

        told.complete(null);

        assertThat(link.sent).containsExactly("4first", "4bye", "4disconnect");
        assertThat(budget.used()).isZero();
    }

    @Test
    void whatComesAfterTheRelease_waitsForTheThreadThatSends_whateverIsHeldBackMeanwhile() {
        connect();
        CompletableFuture<Void> told = new CompletableFuture<>();
        outgoing.holdUntil(told);
        outgoing.deliver(message("first"), false);
        link.meanwhile = () -> {
            outgoing.afterRelease(() -> link.sent.add("one"));
            outgoing.afterRelease(() -> link.sent.add("two"));
            outgoing.deliver(message("second"), false);
        };

        told.complete(null);

        assertThat(link.sent).containsExactly("4first", "4second", "one", "two");
        outgoing.afterRelease(() -> link.sent.add("at once"));
        assertThat(link.sent).endsWith("at once");
    }

    @Test
    void whatIsHeldForOneThatHasEnded_isNotKept() {
        membership.end(DisconnectReason.TRANSPORT_CLOSE);
        assertThat(membership.hold(message("missed"))).isTrue();
        assertThat(budget.used()).isZero();
    }
}
