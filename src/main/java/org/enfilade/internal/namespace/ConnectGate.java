package org.enfilade.internal.namespace;

import java.util.Map;
import org.enfilade.ServerOptions;

/**
 * Counts how often one connection asks for a namespace. What a CONNECT costs is the application's (middleware,
 * observers, matchers), and a client that leaves may ask again without end. Used by the thread that reads the
 * connection.
 */
final class ConnectGate {
    private static final String OPTION = "maxConnectsPerSecond";

    /** {@code null} if there is no limit. */
    private final EventRates rates;

    private final Core core;

    private ConnectGate(EventRates rates, Core core) {
        this.rates = rates;
        this.core = core;
    }

    static ConnectGate of(ServerOptions options, Core core) {
        int perSecond = options.maxConnectsPerSecond();
        if (perSecond == 0) {
            return new ConnectGate(null, core);
        }
        EventLimit limit = EventLimit.of(OPTION, perSecond, 1, 0, false);
        return new ConnectGate(
                new EventRates(new EventLimits(limit, Map.of()), core.ticker().nanos()), core);
    }

    /** Counts a CONNECT; {@code false} if it is one too many. */
    boolean admits() {
        if (rates == null || rates.judge("", core.ticker().nanos()) == EventRates.Verdict.PASSES) {
            return true;
        }
        core.limitWarnings()
                .reached(
                        OPTION,
                        core.ticker(),
                        () -> "A connection asks for more namespaces than it may, and is refused");
        return false;
    }
}
