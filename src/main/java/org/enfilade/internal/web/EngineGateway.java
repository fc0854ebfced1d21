package org.enfilade.internal.web;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.util.Optional;
import java.util.function.Consumer;
import org.enfilade.HandshakeRefused;
import org.enfilade.ServerOptions;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.Dialect;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.PollExchange;
import org.enfilade.internal.engine.PollPost;
import org.enfilade.internal.engine.Posting;
import org.enfilade.internal.engine.Reproach;
import org.enfilade.internal.engine.Wire;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.namespace.HandshakeRequest;
import org.enfilade.internal.namespace.HeaderListener;
import org.enfilade.internal.namespace.RefusedRequest;
import org.enfilade.internal.namespace.Server;
import org.enfilade.internal.relay.Relay;
import org.enfilade.internal.web.wire.ClientLink;
import org.enfilade.internal.web.wire.ClosingSessions;
import org.enfilade.internal.web.wire.OwnWebSockets;
import org.enfilade.internal.web.wire.Wires;

/** What filter, servlet and endpoint share: the decisions about requests, and the way to the sessions. */
final class EngineGateway {
    private final Server server;
    private final Relay relay;
    private final Wires wires;
    private final Optional<OwnWebSockets> ownWebSockets;
    private final ClosingSessions closing;
    private final ServerOptions options;
    private final CorsPolicy cors;
    private final RequestCheck check;
    private final HandshakeRate handshakes;
    private final HandshakeDecisions decisions;

    /** @param relay brings requests to the sessions of other nodes */
    EngineGateway(
            Server server, Relay relay, Wires wires, Optional<OwnWebSockets> ownWebSockets, ClosingSessions closing) {
        this.server = server;
        this.relay = relay;
        this.wires = wires;
        this.ownWebSockets = ownWebSockets;
        this.closing = closing;
        this.options = server.options();
        this.cors = new CorsPolicy(options.cors());
        this.decisions = new HandshakeDecisions(options, server.ticker());
        this.check = new RequestCheck(options.transports(), options.allowEIO3(), server.engine(), relay::reaches);
        this.handshakes = new HandshakeRate(options.maxHandshakesPerAddress(), server.ticker());
    }

    /** A WebSocket is being opened, on this thread, until {@link #opened}. */
    void opening(Session session) {
        closing.opening(session);
    }

    void opened(Session session) {
        closing.opened(session);
    }

    /** WebSockets that are not the server's, where there are some. */
    Optional<OwnWebSockets> ownWebSockets() {
        return ownWebSockets;
    }

    /** The wire of a WebSocket that has just been opened. */
    Wire openWire(Session session, ClientLink link) {
        return wires.open(session, link, closing);
    }

    /** The WebSocket of a wire is gone. */
    /** The server goes on with the end of a wire's WebSocket after this. */
    void wireEnds(Wire wire, CloseReason reason) {
        wires.ends(wire, reason);
    }

    void releaseWire(Wire wire) {
        if (wires != Wires.STANDARD) {
            closing.onceRead(() -> wires.release(wire));
        }
    }

    /** Whether the server has ended a WebSocket because of a frame that is longer than it reads. */
    boolean isTooBig(CloseReason reason) {
        return wires.isTooBig(reason);
    }

    /** A count of what waits of messages that are not complete. */
    Account newAccount() {
        return server.engine().newAccount();
    }

    /** Runs what was read of a client at once, and writes what is sent meanwhile at its end. */
    void reading(Runnable task) {
        server.engine().reading(task);
    }

    /** The same for several clients. */
    void readingAll(Runnable task) {
        server.engine().readingAll(task);
    }

    /** Ends all connections with the application. Idempotent. */
    void stop() {
        decisions.stop();
        server.stop();
        relay.endAll();
    }

    CorsPolicy cors() {
        return cors;
    }

    ServerOptions options() {
        return options;
    }

    /** Whether the request is served, which the application may say later if it is a handshake. */
    Decision decide(EngineRequest request, HandshakeRequest handshake, CorsPolicy.Origin origin) {
        Optional<RequestRefusal> refusal = refusal(request, handshake, origin);
        Decision decision = refusal.map(Decision::refused)
                .orElseGet(() -> request.isHandshake() ? decisions.ask(handshake) : Decision.ADMITTED);
        if (decision != Decision.ADMITTED) {
            decision.whenMade(
                    made -> made.ifPresent(why -> refused(request.method(), request.isHandshake(), handshake, why)));
        }
        return decision;
    }

    /** Goes on with a handshake once the application has decided about it: now, or later on any thread. */
    void whenDecided(Decision decision, Runnable admit, Consumer<RequestRefusal> refuse) {
        decision.whenMade(refusal -> {
            if (refusal.isPresent()) {
                refuse.accept(refusal.get());
            } else if (server.engine().isFull()) {
                refuse.accept(new RequestRefusal(EngineError.FORBIDDEN));
            } else {
                admit.run();
            }
        });
    }

    /** Why the request is not to be served, as far as that is known at once. */
    private Optional<RequestRefusal> refusal(
            EngineRequest request, HandshakeRequest handshake, CorsPolicy.Origin origin) {
        Optional<RequestRefusal> refusal = check.check(request).map(RequestRefusal::new);
        String host = handshake.header("Host").orElse(null);
        if (refusal.isEmpty() && !origin.allowedAt(host)) {
            String detail = ": " + origin + " at the host " + LogText.quote(host);
            refusal = Optional.of(new RequestRefusal(EngineError.FORBIDDEN, "Origin not allowed", detail));
        }
        if (refusal.isEmpty() && request.isHandshake()) {
            refusal = admission(handshake);
        }
        return refusal;
    }

    /** The log is not told the address of the request: a session id in it may be good for another one. */
    private void refused(String method, boolean isHandshake, HandshakeRequest handshake, RequestRefusal why) {
        Log.debug(() -> "A " + LogText.quote(method) + " request from " + handshake.remoteAddress()
                + (isHandshake ? " without a session" : " of a session") + " was refused: "
                + why.error().code()
                + ", " + why.message() + why.detail());
        server.refused(
                new RefusedRequest(why.error().code(), why.message(), handshake.uri(), handshake.remoteAddress()));
    }

    private Optional<RequestRefusal> admission(HandshakeRequest handshake) {
        if (!handshakes.admits(handshake.remoteAddress())) {
            return Optional.of(new RequestRefusal(EngineError.TOO_MANY_HANDSHAKES));
        }
        if (server.engine().isFull()) {
            String why = server.engine().isAccepting() ? ": there are maxConnections" : ": the server is closed";
            return Optional.of(new RequestRefusal(EngineError.FORBIDDEN, "Forbidden", why));
        }
        try {
            options.allowRequest().check(handshake);
            return Optional.empty();
        } catch (HandshakeRefused refused) {
            String message = refused.getMessage();
            return Optional.of(new RequestRefusal(EngineError.FORBIDDEN, message == null ? "Forbidden" : message));
        } catch (Exception e) {
            Log.error("allowRequest failed", e);
            return Optional.of(new RequestRefusal(EngineError.FORBIDDEN));
        }
    }

    void openPolling(HandshakeRequest handshake, PollExchange exchange) {
        openPolling(handshake, exchange, id -> {});
    }

    /** @param named told the id of the session before the exchange is answered */
    void openPolling(HandshakeRequest handshake, PollExchange exchange, Consumer<String> named) {
        server.engine().openPolling(dialect(handshake), exchange, session -> {
            named.accept(session.id());
            return server.connect(session, handshake);
        });
    }

    /** Lets the application add to the headers of an answer. */
    void answering(EngineRequest request, HandshakeRequest handshake, HttpServletResponse response) {
        HeaderListener listener = server.headerListener();
        if (listener != HeaderListener.NONE) {
            listener.answering(new AnswerHeaders(response, handshake), request.isHandshake());
        }
    }

    /** Serves a WebSocket; {@code null} if its session cannot be upgraded. */
    Inbound openWebSocket(String sid, HandshakeRequest handshake, Wire wire) {
        if (sid.isEmpty()) {
            return server.engine()
                    .openWebSocket(dialect(handshake), wire, session -> server.connect(session, handshake));
        }
        var session = server.engine().session(sid);
        if (session == null && relay.reaches(sid)) {
            return relay.openWebSocket(sid, dialect(handshake), wire, error -> refusedThere("GET", handshake, error));
        }
        return session == null ? null : session.probe(wire, dialect(handshake));
    }

    private void refusedThere(String method, HandshakeRequest handshake, EngineError error) {
        refused(method, false, handshake, new RequestRefusal(error));
    }

    /** Whether another node may have the session of that id. */
    boolean isElsewhere(String sid) {
        return server.engine().session(sid) == null && relay.reaches(sid);
    }

    private static Dialect dialect(HandshakeRequest request) {
        return EngineRequest.dialect(request.query());
    }

    /** A polling GET of an existing session, of this node or another. */
    void poll(String sid, HandshakeRequest request, PollExchange exchange) {
        if (isElsewhere(sid)) {
            relay.poll(sid, dialect(request), exchange, error -> refusedThere("GET", request, error));
        } else {
            poll(sid, exchange);
        }
    }

    /** A polling POST for a session of another node; {@code null} if it is refused. */
    Posting forwardPost(String sid, HandshakeRequest request, boolean isBinary) {
        return relay.beginPost(sid, dialect(request), isBinary, error -> refusedThere("POST", request, error));
    }

    /** A polling GET of a session of this node. */
    void poll(String sid, PollExchange exchange) {
        var session = server.engine().session(sid);
        if (session == null) {
            exchange.refuse(EngineError.UNKNOWN_SID);
        } else {
            session.poll(exchange);
        }
    }

    /** A polling POST whose body is to be read; {@code null} if it is refused. */
    PollPost beginPost(String sid) {
        var session = server.engine().session(sid);
        return session == null ? null : session.beginPost();
    }

    /** Whether there is a session whose bodies may be binary. */
    boolean takesBinaryBodies(String sid) {
        var session = server.engine().session(sid);
        return session != null && session.takesBinaryBodies();
    }

    /** A body that cannot be a payload ends its session. */
    void abort(String sid) {
        var session = server.engine().session(sid);
        if (session != null) {
            session.abort(Reproach.NO_PAYLOAD);
        }
    }
}
