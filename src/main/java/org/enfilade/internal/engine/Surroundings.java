package org.enfilade.internal.engine;

import org.enfilade.internal.time.Ticker;

/** What all sessions of a deployment share. */
record Surroundings(EngineOptions options, Ticker ticker, Flusher flusher) {}
