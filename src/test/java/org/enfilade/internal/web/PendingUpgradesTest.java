package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSession;
import jakarta.websocket.server.HandshakeRequest;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PendingUpgradesTest {
    private long now = Long.MAX_VALUE - 5;
    private final PendingUpgrades upgrades = new PendingUpgrades(() -> now);

    /** An upgrade of a session, which asks nobody about callers. */
    private static PendingUpgrade pending() {
        return new PendingUpgrade(
                null, null, "sid", HandshakeRequests.of(FakeRequest.plain("").proxy()), null);
    }

    private static PendingUpgrade arrived() {
        PendingUpgrade upgrade = pending();
        upgrade.arrive(last(null));
        return upgrade;
    }

    /** A handshake of somebody without a session, or of nobody. */
    static HandshakeRequest last(Principal user) {
        return (HandshakeRequest) Proxy.newProxyInstance(
                PendingUpgradesTest.class.getClassLoader(),
                new Class<?>[] {HandshakeRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getUserPrincipal" -> user;
                    case "isUserInRole" -> arguments[0].equals("admin");
                    case "getHttpSession" -> (HttpSession) null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void upgrade_isTakenOnce() {
        PendingUpgrade upgrade = arrived();
        String query = PendingUpgrades.query("EIO=4&sid=a", upgrades.add(upgrade));

        assertThat(upgrades.find(query)).containsSame(upgrade);
        assertThat(upgrades.take(query)).containsSame(upgrade);
        assertThat(upgrades.take(query)).isEmpty();
        assertThat(upgrades.find(query)).isEmpty();
    }

    @Test
    void upgrade_thatHasNotArrived_isNotTaken() {
        String query = PendingUpgrades.query("", upgrades.add(pending()));

        assertThat(upgrades.take(query)).isEmpty();
        assertThat(upgrades.size()).isZero();
    }

    @Test
    void ticket_isTheFiltersOwn_whateverTheClientWrites() {
        PendingUpgrade anothers = arrived();
        String stolen = PendingUpgrades.query("", upgrades.add(anothers));
        PendingUpgrade own = arrived();

        String query = PendingUpgrades.query(stolen, upgrades.add(own));

        assertThat(upgrades.take(query)).containsSame(own);
    }

    @Test
    void ticket_thatNobodyHasGiven_isWorthNothing() {
        upgrades.add(arrived());

        assertThat(upgrades.take(PendingUpgrades.query("", "A".repeat(24)))).isEmpty();
        assertThat(upgrades.take("enfilade-upgrade=")).isEmpty();
        assertThat(upgrades.take("EIO=4")).isEmpty();
        assertThat(upgrades.take((String) null)).isEmpty();
        assertThat(upgrades.size()).isEqualTo(1);
    }

    @Test
    void tickets_areAllDifferent() {
        Set<String> tickets = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            tickets.add(upgrades.add(arrived()));
        }

        assertThat(tickets).hasSize(1000).allMatch(ticket -> ticket.length() == 24);
    }

    /** A filter that writes the query anew may quote it. */
    @Test
    void query_thatAFilterQuotes_keepsItsTicket() {
        PendingUpgrade upgrade = arrived();
        String query = PendingUpgrades.query("EIO=4", upgrades.add(upgrade)).replace("&", "&amp;") + "&amp;x=1";

        assertThat(upgrades.take(query)).containsSame(upgrade);
    }

    @Test
    void upgrade_thatAFilterRefuses_isForgottenAtOnce() {
        String refused = upgrades.add(pending());
        String answered = upgrades.add(arrived());

        upgrades.removeUnlessArrived(refused);
        upgrades.removeUnlessArrived(answered);

        assertThat(upgrades.size()).isEqualTo(1);
        assertThat(upgrades.take(PendingUpgrades.query("", answered))).isPresent();
    }

    @Test
    void upgrade_whoseClientHasGone_isForgottenAfterAWhile() {
        upgrades.add(arrived());
        now += Duration.ofSeconds(59).toNanos();
        upgrades.add(arrived());
        assertThat(upgrades.size()).isEqualTo(2);

        now += Duration.ofSeconds(2).toNanos();
        upgrades.add(arrived());

        assertThat(upgrades.size()).isEqualTo(2);
    }

    @Test
    void upgrades_beyondTheMost_pushOutTheOldest() {
        String oldest = PendingUpgrades.query("", upgrades.add(arrived()));
        String second = PendingUpgrades.query("", upgrades.add(arrived()));
        for (int i = 1; i < PendingUpgrades.MOST; i++) {
            upgrades.add(arrived());
        }

        assertThat(upgrades.size()).isEqualTo(PendingUpgrades.MOST);
        assertThat(upgrades.find(oldest)).isEmpty();
        assertThat(upgrades.find(second)).isPresent();
    }
}
