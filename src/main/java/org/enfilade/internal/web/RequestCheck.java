package org.enfilade.internal.web;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.enfilade.Transport;
import org.enfilade.internal.engine.Dialects;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.EngineServer;
import org.enfilade.internal.engine.EngineSession;

/** The protocol's checks of a request, in the order of the reference server: transport, session, method, version. */
final class RequestCheck {
    private final Set<Transport> transports;
    private final boolean allowRevision3;
    private final EngineServer engine;
    private final Predicate<String> elsewhere;

    /** @param elsewhere whether another node may have the session of an id, and checks what remains */
    RequestCheck(Set<Transport> transports, boolean allowRevision3, EngineServer engine, Predicate<String> elsewhere) {
        this.transports = transports;
        this.allowRevision3 = allowRevision3;
        this.engine = engine;
        this.elsewhere = elsewhere;
    }

    /** The error to answer with; empty if the request is in order. */
    Optional<EngineError> check(EngineRequest request) {
        boolean webSocket = request.parameter("transport").equals("websocket");
        if (!isOffered(request.parameter("transport"))) {
            return Optional.of(EngineError.UNKNOWN_TRANSPORT);
        }
        return request.isHandshake() ? checkHandshake(request, webSocket) : checkSession(request, webSocket);
    }

    private boolean isOffered(String transport) {
        return switch (transport) {
            case "polling" -> transports.contains(Transport.POLLING);
            case "websocket" -> transports.contains(Transport.WEBSOCKET);
            default -> false;
        };
    }

    private Optional<EngineError> checkSession(EngineRequest request, boolean webSocket) {
        EngineSession session = engine.session(request.sid());
        if (session == null && !elsewhere.test(request.sid())) {
            return Optional.of(EngineError.UNKNOWN_SID);
        }
        if (session == null) {
            return isAsItsTransport(request, webSocket) ? Optional.empty() : Optional.of(EngineError.BAD_REQUEST);
        }
        boolean fits = isAsItsTransport(request, webSocket)
                && (webSocket || session.isPolling())
                && request.dialect().revision() == session.revision();
        return fits ? Optional.empty() : Optional.of(EngineError.BAD_REQUEST);
    }

    private static boolean isAsItsTransport(EngineRequest request, boolean webSocket) {
        return request.upgrade() == (webSocket ? UpgradeAsked.WEB_SOCKET : UpgradeAsked.NONE);
    }

    private Optional<EngineError> checkHandshake(EngineRequest request, boolean webSocket) {
        if (!request.method().equals("GET")) {
            return Optional.of(EngineError.BAD_HANDSHAKE_METHOD);
        }
        if (!isAsItsTransport(request, webSocket)) {
            return Optional.of(EngineError.BAD_REQUEST);
        }
        if (request.dialect() == Dialects.REVISION_4) {
            return Optional.empty();
        }
        if (!allowRevision3) {
            return Optional.of(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
        }
        // A script has no origin, so that the page of anybody could read it with the user's cookies.
        return !webSocket && request.wantsScripts() ? Optional.of(EngineError.BAD_REQUEST) : Optional.empty();
    }
}
