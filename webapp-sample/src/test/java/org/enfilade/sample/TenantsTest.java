package org.enfilade.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.inject.Inject;
import java.util.List;
import org.enfilade.junit.EnfiladeTest;
import org.enfilade.junit.SocketIOTestClient;
import org.enfilade.junit.TestSocket;
import org.junit.jupiter.api.Test;

@EnfiladeTest({Tenants.class, Announcements.class})
class TenantsTest {
    @Inject
    Announcements announcements;

    @Test
    void newcomer_isWelcomedByItsTenant(SocketIOTestClient client) {
        TestSocket acme = client.connect("/tenants/acme");

        assertEquals(
                new Tenants.Message("acme", "Welcome to acme"),
                acme.next("said").as(0, Tenants.Message.class));
    }

    @Test
    void tenants_doNotHearEachOther(SocketIOTestClient one, SocketIOTestClient other) {
        TestSocket acme = one.connect("/tenants/acme");
        TestSocket globex = other.connect("/tenants/globex");
        acme.next("said");
        globex.next("said");

        acme.emit("say", "among us");

        assertEquals("among us", acme.next("said").as(0, Tenants.Message.class).text());
        assertEquals(1, globex.call("members").as(0, int.class));
        assertEquals(
                List.of(),
                globex.received().stream()
                        .filter(event -> event.name().equals("said"))
                        .toList());
    }

    @Test
    void announcement_reachesEveryTenant(SocketIOTestClient one, SocketIOTestClient other) {
        TestSocket acme = one.connect("/tenants/acme");
        TestSocket globex = other.connect("/tenants/globex");

        announcements.announce("We close at six");

        assertEquals("We close at six", acme.next("announcement").text(0));
        assertEquals("We close at six", globex.next("announcement").text(0));
    }
}
