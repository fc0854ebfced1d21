package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,192.0.2.1",
        "::ffff:192.0.2.1,192.0.2.1",
        "0:0:0:0:0:ffff:c000:0201,192.0.2.1",
        "2001:db8:1:2::1,2001:db8:1:2:ffff:ffff:ffff:ffff",
        "2001:db8:1:2::1,[2001:DB8:1:2::1]",
        "2001:db8:1:2::1,2001:0db8:0001:0002:0:0:0:0",
        "2001:db8::,2001:db8:0:0:1::",
        "::1,0:0:0:0:0:0:0:1",
        "fe80::1%eth0,fe80::2%eth1",
        "64:ff9b::192.0.2.1,192.0.2.1",
    })
    void twoAddresses_ofOneClient_areTheSame(String one, String other) {
        assertThat(ClientAddress.key(one)).isEqualTo(ClientAddress.key(other));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,192.0.2.2",
        "192.0.2.1,::192.0.2.1",
        "2001:db8:1:2::1,2001:db8:1:3::1",
        "::1,::ffff:127.0.0.1",
        "::1:0:0:0:0,::1:0:0:0",
        "unknown,_hidden",
    })
    void twoAddresses_ofDifferentClients_differ(String one, String other) {
        assertThat(ClientAddress.key(one)).isNotEqualTo(ClientAddress.key(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "::",
                ":::",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.",
                "a:b",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "1:2:3:4:5:6:7:8::",
                "::1::",
                "[",
                "]",
                "%",
                "::1.2.3",
                "1:2:3:4:5:6:7:1.2.3.4",
                "unknown",
                "-1.2.3.4"
            })
    void text_thatIsNoAddress_isTakenAsItIs(String text) {
        assertThat(ClientAddress.key(text)).isEqualTo(ClientAddress.key(text));
    }

    /** As an attacker may send it in a header that a proxy passes on. */
    @Test
    void longText_isNoTrouble() {
        assertThat(ClientAddress.key("1:".repeat(100_000))).isNotZero();
    }
}
