package org.enfilade.internal.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.enfilade.fuzz.FuzzTarget;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;

/** What another node says about the requests that it forwards, or serves. */
class RelayFuzzTest implements FuzzTarget {
    @Override
    @FuzzTest(maxDuration = "10s")
    public void run(byte[] input) {
        RelayMessage message;
        try {
            message = RelayMessage.read(new BusReader(input));
        } catch (BusFormatException dropped) {
            assertThat(dropped.getMessage()).isNotEmpty();
            return;
        }
        byte[] written = RelayMessage.bytes(message);
        try {
            assertThat(RelayMessage.bytes(RelayMessage.read(new BusReader(written))))
                    .isEqualTo(written);
        } catch (BusFormatException e) {
            throw new AssertionError("what was written of it cannot be read: " + message, e);
        }
        if (message instanceof RelayMessage.Part part) {
            said(part.bytes());
        }
    }

    private static void said(byte[] bytes) {
        Said said;
        try {
            said = Said.read(bytes);
        } catch (BusFormatException dropped) {
            assertThat(dropped.getMessage()).isNotEmpty();
            return;
        }
        byte[] written = Said.bytes(said);
        try {
            assertThat(Said.bytes(Said.read(written))).isEqualTo(written);
        } catch (BusFormatException e) {
            throw new AssertionError("what was written of it cannot be read: " + said, e);
        }
    }
}
