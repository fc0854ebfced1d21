package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.enfilade.internal.engine.FakeWire;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Wire;
import org.junit.jupiter.api.Test;

class UndecidedWebSocketTest {
    private static final Wire.Sent NOBODY = new Wire.Sent() {
        @Override
        public void sent() {}

        @Override
        public void failed() {}
    };

    private final FakeWire wire = new FakeWire();
    private final UndecidedWebSocket socket = new UndecidedWebSocket(wire);
    private final Session session = new Session();
    private Runnable meanwhile = () -> {};

    /** Opens a session that greets at once, as that of Engine.IO does. */
    private Inbound open(Wire to) {
        to.send(List.of(Message.answer("0{}")), NOBODY);
        assertThat(wire.messages()).as("said before it can be answered").isEmpty();
        meanwhile.run();
        return session;
    }

    @Test
    void admitted_isWhatItStandsFor_inBothDirections() {
        socket.admit(this::open);
        assertThat(wire.take()).containsExactly("0{}");

        socket.text("40");
        socket.binary(new byte[1]);
        socket.send(List.of(Message.answer("3")), NOBODY);
        socket.tooBig();
        socket.noRoom();
        socket.failed();
        socket.closed();
        assertThat(wire.take()).containsExactly("3");
        assertThat(session.heard).containsExactly("text 40", "binary", "tooBig", "noRoom", "failed", "closed");
        assertThat(wire.isClosed()).isFalse();
        socket.closeTooBig();
        assertThat(wire.isTooBig()).isTrue();
    }

    @Test
    void refused_tellsWhy_andCloses() {
        wire.hold();
        socket.refuse("{\"code\":4}");
        assertThat(wire.take()).containsExactly("{\"code\":4}");
        assertThat(wire.isClosed()).as("before it has left").isFalse();
        wire.release();
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void clientThatSpeaksFirst_isClosed_andGetsNoSession() {
        socket.text("40");
        assertThat(wire.isClosed()).isTrue();
        socket.admit(this::open);
        socket.refuse("{}");
        assertThat(wire.messages()).isEmpty();
        assertThat(session.heard).isEmpty();
    }

    @Test
    void clientThatIsGone_getsNoSession() {
        socket.closed();
        socket.failed();
        socket.admit(this::open);
        socket.refuse("{}");
        assertThat(wire.messages()).isEmpty();
        assertThat(wire.isClosed()).isFalse();
    }

    @Test
    void clientThatGoesWhileItsSessionOpens_endsThat_once() {
        meanwhile = socket::closed;
        socket.admit(this::open);
        assertThat(session.heard).containsExactly("closed");
        assertThat(wire.messages()).isEmpty();
    }

    @Test
    void clientThatSpeaksWhileItsSessionOpens_hasNotBeenTold_soItEnds() {
        meanwhile = () -> socket.text("40");
        socket.admit(this::open);
        assertThat(session.heard).containsExactly("closed");
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void messageOverTheLimit_closesWithItsCode() {
        socket.tooBig();
        assertThat(wire.isTooBig()).isTrue();
    }

    private static final class Session implements Inbound {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void text(String message) {
            heard.add("text " + message);
        }

        @Override
        public void binary(byte[] message) {
            heard.add("binary");
        }

        @Override
        public void tooBig() {
            heard.add("tooBig");
        }

        @Override
        public void noRoom() {
            heard.add("noRoom");
        }

        @Override
        public void closed() {
            heard.add("closed");
        }

        @Override
        public void failed() {
            heard.add("failed");
        }
    }
}
