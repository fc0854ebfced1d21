package org.enfilade.internal.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.PollPost;
import org.enfilade.internal.engine.Posting;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.namespace.HandshakeRequest;

/**
 * HTTP long-polling, of requests that the {@link EngineFilter} has passed as such, and handshakes of WebSockets that
 * are not the server's. What else arrives is refused: a handshake that the container does not take, a forward of the
 * application. No thread waits, for a client or for an event.
 */
final class PollingServlet extends HttpServlet {
    static final String HANDSHAKE = "org.enfilade.handshake";

    /** The attribute of a handshake about which the application has not decided yet. */
    static final String DECISION = "org.enfilade.decision";

    /** The attribute of a handshake of a WebSocket of ours: its {@link PendingUpgrade}. */
    static final String UPGRADE = "org.enfilade.upgrade";

    private static final long serialVersionUID = 1L;

    private final transient EngineGateway gateway;
    private final transient Callers callers;
    private final AtomicBoolean complained = new AtomicBoolean();

    PollingServlet(EngineGateway gateway, Callers callers) {
        this.gateway = gateway;
        this.callers = callers;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(UPGRADE) instanceof PendingUpgrade upgrade) {
            upgrade(request, response, upgrade);
            return;
        }
        if (!(request.getAttribute(HANDSHAKE) instanceof HandshakeRequest handshake)) {
            logRefusal(request, "it is no request of Engine.IO, or has not passed Enfilade's filter");
            Answers.refuse(response, EngineError.BAD_REQUEST, EngineError.BAD_REQUEST.message());
            return;
        }
        if (!request.isAsyncSupported()) {
            complain(UpgradeAsked.pathOf(request));
            Answers.text(
                    response,
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    "A filter of the application does not support asynchronous requests; the log of the server has "
                            + "its name");
            return;
        }
        String sid = handshake.query("sid").orElse("");
        switch (request.getMethod()) {
            case "GET" -> get(request, response, handshake, sid);
            case "POST" -> {
                if (gateway.isElsewhere(sid)) {
                    forward(request, response, handshake, sid);
                } else {
                    post(request, response, sid);
                }
            }
            default -> {
                logRefusal(request, "polling has GET and POST only");
                Answers.refuse(response, EngineError.BAD_REQUEST, EngineError.BAD_REQUEST.message());
            }
        }
    }

    private void upgrade(HttpServletRequest request, HttpServletResponse response, PendingUpgrade upgrade)
            throws IOException {
        upgrade.arrive(request);
        if (!upgrade.hasArrived()) {
            Answers.refuse(response, EngineError.FORBIDDEN, EngineError.FORBIDDEN.message());
            return;
        }
        String key = upgrade.handshake().header(UpgradeAsked.KEY_HEADER).orElseThrow();
        gateway.ownWebSockets().orElseThrow().open(request, response, key, new WebSocketOpening(upgrade));
    }

    private static void logRefusal(HttpServletRequest request, String why) {
        String method = request.getMethod();
        String address = request.getRemoteAddr();
        Log.debug(() -> "A " + LogText.quote(method) + " request from " + address + " was refused: " + why);
    }

    private void complain(String path) {
        if (complained.compareAndSet(false, true)) {
            Log.error(SynchronousFilters.complaint(getServletContext(), path, getServletName()));
        }
    }

    private void get(HttpServletRequest request, HttpServletResponse response, HandshakeRequest handshake, String sid) {
        // As the last filter has left it, and before the request is asynchronous: its thread knows the caller.
        HandshakeRequest opening = sid.isEmpty()
                ? handshake.by(Optional.ofNullable(request.getUserPrincipal()), callers.of(request))
                : handshake;
        Object decision = request.getAttribute(DECISION);
        AsyncContext context = start(request);
        PollCompression compression = PollCompression.of(gateway.options(), request.getHeader("Accept-Encoding"));
        AsyncPoll poll = new AsyncPoll(context, compression, gateway.options().httpCompressionThreshold());
        if (sid.isEmpty()) {
            Runnable open = () -> gateway.openPolling(opening, poll, id -> giveCookie(id, response));
            if (decision instanceof Decision pending) {
                long more = gateway.options().allowRequestTimeout().toMillis();
                context.setTimeout(context.getTimeout() + more);
                gateway.whenDecided(pending, open, why -> poll.refuse(why.error(), why.message()));
            } else {
                open.run();
            }
        } else {
            gateway.poll(sid, handshake, poll);
        }
    }

    /** As the reference: a WebSocket has no id yet when its handshake is answered. */
    private void giveCookie(String id, HttpServletResponse response) {
        gateway.options().cookie().ifPresent(cookie -> response.addHeader("Set-Cookie", SessionCookie.of(cookie, id)));
    }

    private void post(HttpServletRequest request, HttpServletResponse response, String sid) throws IOException {
        if (AsyncPost.isBinary(request) && !gateway.takesBinaryBodies(sid)) {
            gateway.abort(sid);
            Answers.refuse(response, EngineError.BAD_REQUEST, EngineError.BAD_REQUEST.message());
        } else if (PostBody.isFarTooLong(
                request.getContentLengthLong(), gateway.options().maxHttpBufferSize())) {
            refuseTooLarge(request, response, sid);
        } else {
            read(request, response, sid);
        }
    }

    /** The other node is told before anything is read, as a session of this one would be. */
    private void forward(
            HttpServletRequest request, HttpServletResponse response, HandshakeRequest handshake, String sid)
            throws IOException {
        Posting post = gateway.forwardPost(sid, handshake, AsyncPost.isBinary(request));
        if (post == null) {
            logRefusal(request, "too many requests are forwarded to other nodes");
            AsyncPost.refused(response);
            return;
        }
        try {
            AsyncPost reading = new AsyncPost(start(request), gateway.options(), post, Runnable::run);
            if (PostBody.isFarTooLong(
                    request.getContentLengthLong(), gateway.options().maxHttpBufferSize())) {
                reading.refuseTooLarge();
            } else {
                reading.read();
            }
        } catch (IOException | RuntimeException e) {
            post.end(() -> {});
            throw e;
        }
    }

    private void refuseTooLarge(HttpServletRequest request, HttpServletResponse response, String sid)
            throws IOException {
        AsyncPost.logTooLarge(request);
        PollPost post = gateway.beginPost(sid);
        if (post != null) {
            post.tooLarge();
            post.end();
        }
        AsyncPost.tooLarge(response);
    }

    /** The session's place is claimed before anything is read: any number of bodies at once would fill the memory. */
    private void read(HttpServletRequest request, HttpServletResponse response, String sid) throws IOException {
        PollPost post = gateway.beginPost(sid);
        if (post == null) {
            logRefusal(request, "its session is over or not on polling, or another POST of it is being read");
            AsyncPost.refused(response);
            return;
        }
        try {
            new AsyncPost(start(request), gateway.options(), post, callers.nobodyOn(request)).read();
        } catch (IOException | RuntimeException e) {
            post.end();
            throw e;
        }
    }

    /** A poll is answered within a ping interval, and what is written has to be read within the timeout of a ping. */
    private AsyncContext start(HttpServletRequest request) {
        AsyncContext context = request.startAsync();
        context.setTimeout(gateway.options()
                .pingInterval()
                .plus(gateway.options().pingTimeout())
                .plusSeconds(5)
                .toMillis());
        return context;
    }
}
