package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import org.enfilade.internal.cdi.LogCapture;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.junit.jupiter.api.Test;

/** Where Tyrus is as it should be, the module enfilade-junit tests its wire. */
class WiresTest {
    @Test
    void unknownServer_getsTheStandardApi_withoutAWord() {
        try (LogCapture log = new LogCapture()) {
            assertThat(Wires.of(new Object(), true)).isSameAs(Wires.STANDARD);

            assertThat(log.messages()).isEmpty();
        }
    }

    @Test
    void serverWithoutWebSockets_getsTheStandardApi_too() {
        assertThat(Wires.of(null, true)).isSameAs(Wires.STANDARD);
    }

    @Test
    void tyrusOfAnotherShape_getsTheStandardApi_andTheLogSaysWhy() {
        try (LogCapture log = new LogCapture()) {
            assertThat(Wires.of(new TyrusServerContainer() {}, true)).isSameAs(Wires.STANDARD);

            assertThat(log.messages())
                    .singleElement()
                    .satisfies(logged -> assertThat(logged.getLevel()).isEqualTo(Level.INFO))
                    .satisfies(logged ->
                            assertThat(logged.getMessage()).contains("ClassNotFoundException", "TyrusRemoteEndpoint"));
        }
    }

    @Test
    void optionFastWire_off_takesTheStandardApi() {
        try (LogCapture log = new LogCapture()) {
            assertThat(Wires.of(new TyrusServerContainer(), false)).isSameAs(Wires.STANDARD);

            assertThat(log.messages()).isEmpty();
        }
    }
}
