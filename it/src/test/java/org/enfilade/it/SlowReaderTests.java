package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.enfilade.junit.Received;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client that does not read costs its own connection, and nobody else notices. */
@ExtendWith(ArquillianExtension.class)
abstract class SlowReaderTests {
    /** A fraction of the outbox, so that a client that reads is never near its bound: 60 KiB. */
    private static final int STEP = 16;

    /** The kernel's buffers take some megabytes before the outbox fills. */
    private static final int MOST = 400 * STEP;

    @ArquillianResource
    private URI base;

    private SocketIOClient control;
    private SocketIOClient reader;
    private int next;

    @BeforeEach
    void open() {
        control = SocketIOClient.at(base).webSocket();
        control.connect("/control");
        reader = SocketIOClient.at(base).webSocket();
        reader.connect("/feed");
        next = 0;
    }

    @AfterEach
    void close() {
        reader.close();
        control.close();
    }

    @Test
    void webSocket_thatDoesNotRead_isDropped() throws Exception {
        try (DeafClient deaf = new DeafClient(base, "socket.io/?EIO=4&transport=websocket")) {
            String id = deaf.join("/feed");
            assertThat(connections()).isEqualTo(3);

            broadcastUntilLeft(id);
            deaf.awaitDrop();
        }
    }

    @Test
    void webSocket_thatDoesNotReadButSends_isDropped() throws Exception {
        try (DeafClient deaf = new DeafClient(base, "socket.io/?EIO=4&transport=websocket")) {
            String id = deaf.join("/feed");

            broadcastUntilLeft(id);
            deaf.awaitDropWhileSending("42/feed,[\"still here\"]");
        }
    }

    @Test
    void polling_thatPollsNoMore_isDropped() {
        SocketIOClient deaf = SocketIOClient.at(base).polling();
        String id = deaf.connect("/feed");
        deaf.stopReading();

        broadcastUntilLeft(id);
    }

    /** Broadcasts, a step at a time and each one read by the reader, until the socket has left, and then some more. */
    private void broadcastUntilLeft(String id) {
        Optional<Received> left = Optional.empty();
        while (left.isEmpty()) {
            assertThat(next).as("the outbox never fills").isLessThan(MOST);
            step();
            left = control.takeEvent("/control", "left");
        }
        assertThat(left.get().text(0)).isEqualTo(id);
        assertThat(left.get().text(1)).isEqualTo("TRANSPORT_ERROR");
        assertThat(connections()).isEqualTo(2);
        for (int i = 0; i < 4; i++) {
            step();
        }
        assertThat(reader.takeEvent("/feed", "item"))
                .as("an item that came twice")
                .isEmpty();
    }

    private void step() {
        control.call("/control", "broadcast", next, STEP);
        for (int end = next + STEP; next < end; next++) {
            assertThat(reader.awaitEvent("/feed", "item").text(0)).isEqualTo(Integer.toString(next));
        }
    }

    private int connections() {
        return Integer.parseInt(control.call("/control", "connections"));
    }
}
