package org.enfilade.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.enfilade.junit.EnfiladeTest;
import org.enfilade.junit.Received;
import org.enfilade.junit.SocketIOTestClient;
import org.enfilade.junit.TestSocket;
import org.junit.jupiter.api.Test;

@EnfiladeTest(Rooms.class)
class RoomsTest {
    @Test
    void joining_isAcknowledgedWithAllRooms(SocketIOTestClient client) {
        TestSocket ann = client.connect("/rooms");

        Received rooms = ann.call("join", Room.KITCHEN);

        assertEquals(Set.of(ann.id(), "KITCHEN"), rooms.as(0, Set.class));
        assertEquals(Set.of(ann.id()), ann.call("leave", Room.KITCHEN).as(0, Set.class));
    }

    @Test
    void members_areKnownByTheirNames(SocketIOTestClient one, SocketIOTestClient other) {
        TestSocket ann = one.connect("/rooms", Map.of("name", "Ann"));
        TestSocket bob = other.connect("/rooms");
        ann.call("join", Room.GARDEN);
        bob.call("join", Room.LIBRARY);

        assertEquals(List.of("Ann"), bob.call("members", Room.GARDEN).as(0, List.class));
        assertEquals(List.of("somebody"), ann.call("members", Room.LIBRARY).as(0, List.class));
    }

    @Test
    void words_areHeardInTheRoom_andTheSpeakerKnowsByHowMany(
            SocketIOTestClient one, SocketIOTestClient other, SocketIOTestClient third) throws Exception {
        TestSocket ann = one.connect("/rooms", Map.of("name", "Ann"));
        TestSocket bob = other.connect("/rooms");
        TestSocket eve = third.connect("/rooms");
        bob.call("join", Room.GARDEN);
        eve.call("join", Room.KITCHEN);

        CompletableFuture<Received> heardBy = ann.emitWithAck("say", Room.GARDEN, "Hello");
        Received said = bob.next("said");
        said.ack();

        assertEquals("said[\"GARDEN\",\"Ann\",\"Hello\"]", said.toString());
        assertEquals(1, heardBy.get(5, TimeUnit.SECONDS).as(0, int.class));
        eve.next("changed");
        assertEquals(List.of(), eve.received());
    }

    @Test
    void whoLeaves_isMissed(SocketIOTestClient one, SocketIOTestClient other) {
        TestSocket ann = one.connect("/rooms");
        TestSocket bob = other.connect("/rooms");
        bob.call("join", Room.GARDEN);
        bob.next("changed");

        ann.disconnect();

        assertEquals("GARDEN", bob.next("changed").text(0));
    }
}
