package org.enfilade.internal.namespace;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.Ack;
import org.enfilade.DisconnectReason;
import org.enfilade.Namespace;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;

/**
 * What an application does in one declared namespace, a parent's children included. Methods that call the application
 * report its failures themselves (log) and never throw; each is called serially for one socket, on a thread that may
 * block, unless its documentation says otherwise.
 */
public interface NamespaceHandler {
    /** A namespace without a bean: admits everybody and listens to nothing. */
    NamespaceHandler NONE = new NamespaceHandler() {
        @Override
        public boolean admitsAtOnce() {
            return true;
        }
    };

    /**
     * Whether everybody is admitted, and {@link #admit} and {@link #connected} do nothing: then they are not called,
     * and no thread is needed. Any thread.
     */
    default boolean admitsAtOnce() {
        return false;
    }

    /** Runs the connect middleware; fails with what refused. Called once, before the socket's other methods. */
    default CompletionStage<?> admit(Socket socket) {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Admits a socket whose client has come back, without the connect middleware; fails with what refused. Called
     * instead of {@link #admit}.
     */
    default CompletionStage<?> readmit(Socket socket) {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * How many events a socket may send, always the same object; {@code null} if it has no limits of its own, so that
     * the server's count. Any thread.
     */
    default EventLimits limits() {
        return null;
    }

    /** Whether there is event middleware at all. */
    default boolean filtersEvents() {
        return false;
    }

    /** Runs the event middleware; completes with the event to handle, or fails with what refused it. */
    default CompletionStage<SocketEvent> filter(Socket socket, SocketEvent event) {
        return CompletableFuture.completedFuture(event);
    }

    /** The socket has joined. */
    default void connected(Socket socket) {}

    /** Whether the handlers of this event, and those of all events, promise not to block. Any thread. */
    default boolean isNonBlocking(String event) {
        return false;
    }

    /** Calls the catch-all handlers and those of the event; {@code false} if there are none. */
    default boolean event(Socket socket, SocketEvent event, Ack<Object> ack) {
        return false;
    }

    /**
     * Something has gone wrong with an event: {@link #filter} refused it or failed, or a run-time listener failed.
     *
     * @return {@code false} if nothing of the application observes that; then nothing has been done
     */
    default boolean failed(Socket socket, SocketEvent event, Ack<Object> ack, Throwable error) {
        return false;
    }

    /** Whether {@link #disconnecting} or {@link #disconnected} does anything; else they are not called. Any thread. */
    default boolean seesEnds() {
        return false;
    }

    /** The socket is about to leave its rooms. */
    default void disconnecting(Socket socket, DisconnectReason reason) {}

    /** The socket has left. */
    default void disconnected(Socket socket, DisconnectReason reason) {}

    /** Whether {@link #unrecovered} does anything. */
    default boolean seesUnrecovered() {
        return false;
    }

    /** The client of a socket that has left has not come back. */
    default void unrecovered(Socket socket, DisconnectReason reason) {}

    /** Whether {@link #outgoing} does anything. */
    default boolean seesOutgoing() {
        return false;
    }

    /** An event is about to be sent to the socket. Any thread, concurrently. */
    default void outgoing(Socket socket, SocketEvent event) {}

    /** Whether {@link #roomChanged} does anything. Asked once. */
    default boolean seesRooms() {
        return false;
    }

    /**
     * A room has changed. Serially for one namespace, on a thread that may block.
     *
     * @param socket who has joined or left; else {@code null}
     */
    default void roomChanged(RoomChange change, Namespace namespace, String room, Socket socket) {}

    /** Whether there are handlers for this event of another node. Any thread. */
    default boolean hearsServers(String event) {
        return false;
    }

    /**
     * Calls the handlers of an event of another node, and answers, or says that there will be no answer. Serially for
     * one namespace, on a thread that may block.
     */
    default void serverSide(Namespace namespace, SocketEvent event, ServerSideAck ack) {
        ack.none();
    }
}
