package org.enfilade.internal.cdi;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.Ack;
import org.enfilade.ArgumentMismatch;
import org.enfilade.ConnectionRefused;
import org.enfilade.DisconnectReason;
import org.enfilade.EventRefused;
import org.enfilade.Namespace;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.enfilade.internal.namespace.EventFailures;
import org.enfilade.internal.namespace.EventLimits;
import org.enfilade.internal.namespace.Explanation;
import org.enfilade.internal.namespace.NamespaceHandler;
import org.enfilade.internal.namespace.RoomChange;
import org.enfilade.internal.namespace.ServerSideAck;

/** A namespace bean as the server sees it. Each call is one request: request-scoped beans live as long as it. */
final class EndpointHandler implements NamespaceHandler {
    private static final String NOT_AUTHORIZED = "not authorized";

    private final Access access;
    private final EventLimits limits;
    private final HandlerTable handlers;
    private final RequestContexts requests;
    private final MiddlewareChain connect;
    private final MiddlewareChain events;
    private final boolean explains;
    private final BoundHandler.FailureListener failures = this::handlerFailed;

    /**
     * What calls the application.
     *
     * @param limits {@code null} if the bean has none
     * @param explains whether a client is told what is otherwise silent
     */
    EndpointHandler(
            Access access,
            EventLimits limits,
            HandlerTable handlers,
            RequestContexts requests,
            MiddlewareChain connect,
            MiddlewareChain events,
            boolean explains) {
        this.access = access;
        this.limits = limits;
        this.handlers = handlers;
        this.requests = requests;
        this.connect = connect;
        this.events = events;
        this.explains = explains;
    }

    @Override
    public boolean admitsAtOnce() {
        return access.everybody()
                && connect.isEmpty()
                && handlers.of(HandlerKind.CONNECT).isEmpty();
    }

    @Override
    public CompletionStage<?> admit(Socket socket) {
        return access.allows(socket)
                ? connect.run(socket)
                : CompletableFuture.failedFuture(new ConnectionRefused(NOT_AUTHORIZED));
    }

    @Override
    public CompletionStage<?> readmit(Socket socket) {
        return access.allows(socket)
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new ConnectionRefused(NOT_AUTHORIZED));
    }

    @Override
    public EventLimits limits() {
        return limits;
    }

    @Override
    public boolean filtersEvents() {
        return !events.isEmpty();
    }

    @Override
    public CompletionStage<SocketEvent> filter(Socket socket, SocketEvent event) {
        return events.run(socket, event).thenApply(parameters -> (SocketEvent) parameters[1]);
    }

    @Override
    public void connected(Socket socket) {
        call(handlers.of(HandlerKind.CONNECT), new Call(socket));
    }

    @Override
    public boolean isNonBlocking(String event) {
        return handlers.isNonBlocking(event);
    }

    @Override
    public boolean event(Socket socket, SocketEvent event, Ack<Object> ack) {
        List<BoundHandler> any = handlers.of(HandlerKind.ANY);
        List<BoundHandler> own = handlers.ofEvent(event.name());
        if (any.isEmpty() && own.isEmpty()) {
            return false;
        }
        requests.call(socket, () -> {
            Call call = new Call(socket, event, ack);
            callAllowed(any, call);
            callAllowed(own, call);
            return null;
        });
        return true;
    }

    @Override
    public boolean failed(Socket socket, SocketEvent event, Ack<Object> ack, Throwable error) {
        Throwable seen = EventFailures.seen(error);
        List<BoundHandler> observers = observersOf(seen);
        if (observers.isEmpty()) {
            return false;
        }
        if (seen instanceof EventRefused || seen instanceof ArgumentMismatch) {
            EventFailures.debug(socket, event, seen);
        }
        call(observers, new Call(socket, event, ack, seen));
        return true;
    }

    private List<BoundHandler> observersOf(Throwable seen) {
        return handlers.of(HandlerKind.ERROR).stream()
                .filter(each -> TypeVariables.raw(each.handler().observed()).isInstance(seen))
                .toList();
    }

    @Override
    public boolean seesEnds() {
        return !handlers.of(HandlerKind.DISCONNECTING).isEmpty()
                || !handlers.of(HandlerKind.DISCONNECT).isEmpty();
    }

    @Override
    public void disconnecting(Socket socket, DisconnectReason reason) {
        call(handlers.of(HandlerKind.DISCONNECTING), new Call(socket, reason));
    }

    @Override
    public void disconnected(Socket socket, DisconnectReason reason) {
        call(handlers.of(HandlerKind.DISCONNECT), new Call(socket, reason));
    }

    @Override
    public boolean seesUnrecovered() {
        return !handlers.of(HandlerKind.UNRECOVERED).isEmpty();
    }

    @Override
    public void unrecovered(Socket socket, DisconnectReason reason) {
        call(handlers.of(HandlerKind.UNRECOVERED), new Call(socket, reason));
    }

    @Override
    public boolean seesOutgoing() {
        return !handlers.of(HandlerKind.ANY_OUTGOING).isEmpty();
    }

    @Override
    public void outgoing(Socket socket, SocketEvent event) {
        call(handlers.of(HandlerKind.ANY_OUTGOING), new Call(socket, event, null));
    }

    @Override
    public boolean seesRooms() {
        return Arrays.stream(RoomChange.values())
                .anyMatch(change -> !handlers.of(kind(change)).isEmpty());
    }

    @Override
    public void roomChanged(RoomChange change, Namespace namespace, String room, Socket socket) {
        call(handlers.of(kind(change)), new Call(namespace, socket, null, null, room, null));
    }

    private static HandlerKind kind(RoomChange change) {
        return switch (change) {
            case CREATE -> HandlerKind.CREATE_ROOM;
            case JOIN -> HandlerKind.JOIN_ROOM;
            case LEAVE -> HandlerKind.LEAVE_ROOM;
            case DELETE -> HandlerKind.DELETE_ROOM;
        };
    }

    @Override
    public boolean hearsServers(String event) {
        return !handlers.ofServerSideEvent(event).isEmpty();
    }

    @Override
    public void serverSide(Namespace namespace, SocketEvent event, ServerSideAck ack) {
        List<BoundHandler> these = handlers.ofServerSideEvent(event.name());
        call(these, new Call(namespace, event, ack));
        if (these.stream().noneMatch(each -> each.handler().acknowledges())) {
            ack.none();
        }
    }

    /**
     * Within the event's turn at once: so the event counts among those that wait until then. Else in a turn of its own,
     * since what observes it may block, and a stage may have failed on any thread.
     */
    private boolean handlerFailed(Call call, Throwable failure, boolean isInTurn) {
        if (isInTurn && failed(call.socket(), call.event(), call.ack(), failure)) {
            return true;
        }
        if (!isInTurn && !observersOf(EventFailures.seen(failure)).isEmpty()) {
            requests.inOrder(call.socket(), () -> failed(call.socket(), call.event(), call.ack(), failure));
            return true;
        }
        if (explains && call.ack() != null) {
            Explanation.send(call.ack(), Explanation.of(EventFailures.seen(failure)));
        }
        return false;
    }

    private void call(List<BoundHandler> these, Call call) {
        if (!these.isEmpty()) {
            requests.call(call.socket(), () -> {
                callEach(these, call);
                return null;
            });
        }
    }

    /** A handler that is not for this client counts as an event that middleware has refused. */
    private void callAllowed(List<BoundHandler> these, Call call) {
        for (BoundHandler handler : these) {
            if (handler.allows(call.socket())) {
                handler.call(call, failures);
            } else {
                notAuthorized(call);
            }
        }
    }

    private void notAuthorized(Call call) {
        EventRefused refusal = new EventRefused(NOT_AUTHORIZED);
        // an event that may be refused for its roles, and observed, is never handled by a thread that must not block
        if (!handlerFailed(call, refusal, true)) {
            EventFailures.refused(call.socket(), call.event(), refusal);
        }
    }

    private void callEach(List<BoundHandler> these, Call call) {
        for (BoundHandler handler : these) {
            handler.call(call, failures);
        }
    }
}
