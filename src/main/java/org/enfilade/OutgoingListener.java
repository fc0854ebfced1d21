package org.enfilade;

/**
 * A listener for what is emitted to one socket, added at run time: the counterpart of
 * {@code socket.onAnyOutgoing((event, ...args) => …)}.
 *
 * @see Socket#onAnyOutgoing
 */
@FunctionalInterface
public interface OutgoingListener {
    /**
     * Called for each event before it is sent, on the thread that emits it, which may be one that must not block; by
     * several threads at a time if several emit. Keep it short.
     *
     * @param event the event
     * @throws Exception is logged; the event is sent anyway
     */
    void onEvent(SocketEvent event) throws Exception;
}
