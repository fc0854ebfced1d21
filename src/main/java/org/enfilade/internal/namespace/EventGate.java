package org.enfilade.internal.namespace;

import org.enfilade.internal.engine.Reproach;

/**
 * Where the events of one socket are counted that may send only so many. Used by the thread that reads its connection.
 */
final class EventGate {
    private final EventRates rates;
    private final Core core;
    private final RatePool pool;
    private final Outgoing.Link connection;

    private EventGate(EventLimits limits, Core core, RatePool pool, Outgoing.Link connection) {
        this.rates = pool.take(limits, core.ticker().nanos());
        this.core = core;
        this.pool = pool;
        this.connection = connection;
    }

    /** That of a new socket; {@code null} if it may send what it likes. */
    static EventGate of(NamespaceHandler handler, Core core, RatePool pool, Outgoing.Link connection) {
        EventLimits own = handler.limits();
        EventLimits limits = own == null ? core.eventLimits() : own;
        return limits.isEmpty() ? null : new EventGate(limits, core, pool, connection);
    }

    /** Counts an event, and closes the connection if that is what the limit says. */
    EventRates.Verdict judge(String event) {
        EventRates.Verdict verdict = rates.judge(event, core.ticker().nanos());
        if (verdict != EventRates.Verdict.PASSES) {
            exceeded(verdict, rates.exceeded());
        }
        return verdict;
    }

    private void exceeded(EventRates.Verdict verdict, EventLimit limit) {
        if (verdict == EventRates.Verdict.DISCONNECTS) {
            connection.abort(new Reproach("more events than a socket may send", limit.name()));
        } else {
            core.limitWarnings()
                    .reached(
                            limit.name(),
                            core.ticker(),
                            () -> "A socket sends more events than it may, and they are refused");
        }
    }

    /** The socket is gone. */
    void close() {
        pool.give(rates);
    }
}
