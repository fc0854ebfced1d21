package org.enfilade;

/**
 * A listener that is added to one socket at run time, the counterpart of {@code socket.on(event, (...args, ack) => …)}.
 */
@FunctionalInterface
public interface SocketEventListener {
    /**
     * Called for each event, serially with the other events of the socket, on a managed thread that may block.
     *
     * @param event the event
     * @param ack answers the client; does nothing if it asked for no answer
     * @throws Exception is logged, but for {@link EventRefused}, which refuses the event; the event stays unanswered
     */
    void onEvent(SocketEvent event, Ack<Object> ack) throws Exception;
}
