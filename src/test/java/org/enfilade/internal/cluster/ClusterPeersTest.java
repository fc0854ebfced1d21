package org.enfilade.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.Test;

/** What comes late. */
class ClusterPeersTest {
    private static final Introduction SHOP = new Introduction("org.example:shop at /", List.of());

    private final ClusterPeers peers = new ClusterPeers(new MemoryCluster().node("me"), null, new FakeTicker(), SHOP);

    ClusterPeersTest() {
        peers.open();
        peers.view(Set.of("other"));
    }

    private void says(BusMessage message) {
        peers.received("other", BusCodec.encode(message));
    }

    private void lists(String tag, String room) {
        says(new BusMessage.ListBegin(tag));
        says(new BusMessage.Changes(0, List.of(new BusMessage.Change("/", room, true))));
        says(new BusMessage.ListEnd());
    }

    @Test
    void list_ofANodeThatHasSaidGoodbye_isVoid() {
        says(new BusMessage.Hello("tag", false, SHOP));
        lists("tag", "room");
        assertThat(peers.others()).containsExactly("other");
        assertThat(peers.otherRooms()).isEqualTo(1);

        says(new BusMessage.Goodbye());
        lists("tag", "room");

        assertThat(peers.others()).isEmpty();
        assertThat(peers.otherRooms()).isZero();
    }

    @Test
    void listForTheDeploymentBefore_isVoid() {
        lists("old", "room");
        assertThat(peers.others()).isEmpty();
        assertThat(peers.otherRooms()).isZero();

        says(new BusMessage.Hello("new", true, SHOP));
        says(new BusMessage.ListBegin("old"));
        says(new BusMessage.Changes(0, List.of(new BusMessage.Change("/", "room", true))));
        lists("new", "other room");

        assertThat(peers.others()).containsExactly("other");
        assertThat(peers.otherRooms()).isEqualTo(1);
    }
}
