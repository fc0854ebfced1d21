package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.Objects;

/**
 * How an event is sent.
 *
 * @param isBestEffort whether it is dropped for those that are not ready for it
 * @param compress whether a transport that compresses should compress it
 * @param timeout how long to wait for acknowledgements; {@code null} for the option's value
 */
record Manner(boolean isBestEffort, boolean compress, Duration timeout) {
    static final Manner USUAL = new Manner(false, true, null);
    static final Manner BEST_EFFORT = USUAL.bestEffort();

    Manner bestEffort() {
        return new Manner(true, compress, timeout);
    }

    Manner compress(boolean other) {
        return new Manner(isBestEffort, other, timeout);
    }

    Manner timeout(Duration wait) {
        return new Manner(isBestEffort, compress, Objects.requireNonNull(wait));
    }
}
