package org.enfilade.internal.engine;

import org.enfilade.internal.time.Ticker;

/** How a session changes from polling to a WebSocket. */
final class Upgrading implements Probe.Owner {
    private final SessionEvents session;
    private final SessionState state;
    private final EngineOptions options;
    private final Ticker ticker;

    Upgrading(SessionEvents session, SessionState state, Surroundings surroundings) {
        this.session = session;
        this.state = state;
        this.options = surroundings.options();
        this.ticker = surroundings.ticker();
    }

    /** Begins it; {@code null} if the session cannot change now. */
    Inbound begin(Wire wire, Dialect dialect) {
        Probe begun = new Probe(this, wire, dialect);
        if (!options.upgrades() || !state.probe(begun)) {
            return null;
        }
        begun.expireAfter(ticker, options.upgradeTimeout());
        return begun;
    }

    @Override
    public void probed(Probe which) {
        PollingTransport polling = state.polling();
        if (polling != null && state.isProbe(which)) {
            polling.hurry(ticker);
        }
    }

    @Override
    public WebSocketTransport upgrade(Probe which, Wire wire, Dialect dialect) {
        PollingTransport before = state.polling();
        WebSocketTransport after = new WebSocketTransport(session, wire, dialect, options.maxPayload(), false);
        if (!state.upgrade(which, after)) {
            return null;
        }
        before.retire();
        session.upgraded();
        return after;
    }

    @Override
    public boolean unprobe(Probe which) {
        if (!state.unprobe(which)) {
            return false;
        }
        PollingTransport polling = state.polling();
        if (polling != null) {
            polling.relax();
        }
        return true;
    }
}
