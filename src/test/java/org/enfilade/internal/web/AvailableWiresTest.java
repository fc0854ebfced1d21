package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.enfilade.internal.cdi.LogCapture;
import org.enfilade.internal.engine.Wire;
import org.enfilade.internal.time.FakeTicker;
import org.enfilade.internal.web.wire.ClientLink;
import org.enfilade.internal.web.wire.ClosingSessions;
import org.enfilade.internal.web.wire.StandardWire;
import org.enfilade.internal.web.wire.Wires;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.junit.jupiter.api.Test;

/** Where Tyrus is as it should be, the module enfilade-junit tests its wire. */
class AvailableWiresTest {
    @Test
    void unknownServer_getsTheStandardApi_withoutAWord() {
        try (LogCapture log = new LogCapture()) {
            assertThat(AvailableWires.of(new Object(), true)).isSameAs(Wires.STANDARD);

            assertThat(log.messages()).isEmpty();
        }
    }

    @Test
    void tyrus_whichWasNotToldOfAnEndpoint_isKnown() {
        TyrusServerContainer container = new TyrusServerContainer() {};
        container.classes.add(String.class);

        assertThat(TyrusEndpoints.isUnknown(String.class, container)).isFalse();
        assertThat(TyrusEndpoints.isUnknown(Integer.class, container)).isTrue();
    }

    @Test
    void serverWithoutWebSockets_getsTheStandardApi_too() {
        assertThat(AvailableWires.of(null, true)).isSameAs(Wires.STANDARD);
    }

    @Test
    void tyrusOfAnotherShape_getsTheStandardApi_andTheLogSaysWhy() {
        try (LogCapture log = new LogCapture()) {
            assertThat(AvailableWires.of(new TyrusServerContainer() {}, true)).isSameAs(Wires.STANDARD);

            assertThat(log.messages())
                    .singleElement()
                    .satisfies(logged -> assertThat(logged.getLevel()).isEqualTo(Level.INFO))
                    .satisfies(logged ->
                            assertThat(logged.getMessage()).contains("ClassNotFoundException", "TyrusRemoteEndpoint"));
        }
    }

    @Test
    void serverThatBeginsAfterEnfilade_isAskedByItsFirstWebSocket() {
        List<String> asked = new ArrayList<>();
        Session session = (Session) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    return null;
                });
        Wires wires = AvailableWires.whenOpened(true);
        assertThat(asked).isEmpty();

        Wire wire = wires.open(session, ClientLink.HIDDEN, new ClosingSessions(new FakeTicker()));

        assertThat(wire).isInstanceOf(StandardWire.class);
        assertThat(asked).contains("getContainer");
        wires.release(wire);
        assertThat(wires.isTooBig(new CloseReason(CloseCodes.UNEXPECTED_CONDITION, "Buffer overflow.")))
                .isFalse();
    }

    @Test
    void optionFastWire_off_takesTheStandardApi() {
        try (LogCapture log = new LogCapture()) {
            assertThat(AvailableWires.of(new TyrusServerContainer(), false)).isSameAs(Wires.STANDARD);

            assertThat(log.messages()).isEmpty();
        }
    }
}
