package org.enfilade.internal.engine;

import java.time.Duration;

/** What sessions need to know. */
public record EngineOptions(
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        int maxPayload,
        boolean upgrades,
        OutboxBound outbox,
        int maxSessions,
        Budget budget) {}
