package org.enfilade.internal.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.namespace.HandshakeRequest;
import org.enfilade.internal.web.wire.ClientLink;

/**
 * A WebSocket handshake that has passed the {@link EngineFilter} and is on its way to the endpoint, through the filters
 * of the application. Safe for use by several threads.
 */
final class PendingUpgrade {
    private final EngineGateway gateway;
    private final Callers callers;
    private final String sid;
    private final HandshakeRequest handshake;
    private final ClientLink link;
    private Decision decision = Decision.ADMITTED; // not changed once it is on its way
    private volatile HandshakeRequest arrived;

    /** @param sid of the session that changes to it; empty for a new one */
    PendingUpgrade(EngineGateway gateway, Callers callers, String sid, HandshakeRequest handshake, ClientLink link) {
        this.gateway = gateway;
        this.callers = callers;
        this.sid = sid;
        this.handshake = handshake;
        this.link = link;
    }

    /**
     * The container answers it with 101 as soon as this returns. Its caller is the one that the container sees now,
     * after the last filter.
     *
     * @param last the request as the container has it
     */
    void arrive(jakarta.websocket.server.HandshakeRequest last) {
        arrive(() -> handshake.by(Optional.ofNullable(last.getUserPrincipal()), callers.of(last)));
    }

    /** The same for one that is answered by us. */
    void arrive(HttpServletRequest last) {
        arrive(() -> handshake.by(Optional.ofNullable(last.getUserPrincipal()), callers.of(last)));
    }

    private void arrive(Supplier<HandshakeRequest> withCaller) {
        try {
            arrived = sid.isEmpty() ? withCaller.get() : handshake;
        } catch (RuntimeException e) {
            Log.error(
                    "A WebSocket was closed: a filter of the application failed when Enfilade asked it for the user",
                    e);
        }
    }

    /** What the application may still have to say; before it is on its way. */
    PendingUpgrade decidedBy(Decision other) {
        decision = other;
        return this;
    }

    Decision decision() {
        return decision;
    }

    boolean hasArrived() {
        return arrived != null;
    }

    EngineGateway gateway() {
        return gateway;
    }

    String sid() {
        return sid;
    }

    /** With the caller that the last filter has left. */
    HandshakeRequest handshake() {
        return arrived;
    }

    ClientLink link() {
        return link;
    }
}
