package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.Test;

class HandshakeRateTest {
    private static final String ONE = "192.0.2.1";
    private final FakeTicker ticker = new FakeTicker();
    private final HandshakeRate rate = new HandshakeRate(10, ticker);

    private long admitted(int handshakes, String address) {
        return IntStream.range(0, handshakes).filter(i -> rate.admits(address)).count();
    }

    @Test
    void address_hasItsNumberAtOnce_andAsManyInEachSecond() {
        assertThat(admitted(100, ONE)).isEqualTo(10);
        ticker.advanceMillis(100);
        assertThat(admitted(100, ONE)).isEqualTo(1);
        ticker.advanceMillis(1_000);
        assertThat(admitted(100, ONE)).isEqualTo(10);
    }

    /** As when all pages of an office connect again: each is let in sooner or later, and nobody is let in for more. */
    @Test
    void address_thatNeverPauses_getsItsRate() {
        long all = 0;
        for (int i = 0; i < 1_000; i++) {
            all += admitted(3, ONE);
            ticker.advanceMillis(10);
        }
        assertThat(all).isBetween(105L, 110L);
    }

    @Test
    void rest_isNotSaved() {
        ticker.advanceMillis(3_600_000);
        assertThat(admitted(100, ONE)).isEqualTo(10);
    }

    @Test
    void otherAddresses_areNotHarmed() {
        admitted(1_000, ONE);
        assertThat(List.of("192.0.2.2", "2001:db8::1", "::1")).allMatch(rate::admits);
    }

    @Test
    void addresses_ofOneNetwork_areOneClient() {
        long admitted = IntStream.range(0, 100)
                .filter(i -> rate.admits("2001:db8:1:2:3::" + Integer.toHexString(i)))
                .count();
        assertThat(admitted).isEqualTo(10);
    }

    /** A table for each of them would be the attack. */
    @Test
    void oneThousandNetworks_thatAreAllRefused_harmHardlyAnyOther() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(admitted(30, "2001:db8:1:" + Integer.toHexString(i) + "::1"))
                    .isLessThanOrEqualTo(20);
        }
        Stream<String> others = IntStream.range(0, 1_000).mapToObj(i -> "10.0." + i / 250 + '.' + i % 250);
        assertThat(others.filter(other -> !rate.admits(other)).count()).isLessThan(50);
    }

    @Test
    void noBound_admitsAll() {
        HandshakeRate none = new HandshakeRate(0, ticker);
        assertThat(IntStream.range(0, 1_000)).allMatch(i -> none.admits(ONE));
    }

    @Test
    void addressThatIsNotKnown_isAdmitted() {
        assertThat(admitted(1_000, "")).isEqualTo(1_000);
    }
}
