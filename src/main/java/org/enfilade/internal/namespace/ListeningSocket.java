package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.enfilade.Connection;
import org.enfilade.Handshake;
import org.enfilade.Namespace;
import org.enfilade.OutgoingListener;
import org.enfilade.SocketEvent;
import org.enfilade.SocketEventListener;

/** The listeners that are added to a socket at run time. */
abstract class ListeningSocket extends SocketIdentity {
    /**
     * Written under the lock of this, and read without: each emission would pay for a volatile read. Whoever emits
     * after a listener was added sees it, and what is seen too early is complete, since its fields are final.
     */
    private OutgoingListeners outgoingListeners;

    ListeningSocket(Beginning beginning, Namespace namespace, Connection connection, Handshake handshake) {
        super(beginning, namespace, connection, handshake);
    }

    /** Those for what the client sends, made if there are none yet: then no event is handled on the reading thread. */
    abstract Listeners listeners();

    /** The same, {@code null} if there are none yet. */
    abstract Listeners listenersOrNull();

    // --- for what the client sends

    @Override
    public final void on(String event, SocketEventListener listener) {
        listeners().add(event, listener, false);
    }

    @Override
    public final void once(String event, SocketEventListener listener) {
        listeners().add(event, listener, true);
    }

    @Override
    public final void off() {
        Listeners added = listenersOrNull();
        if (added != null) {
            added.removeAll();
        }
    }

    @Override
    public final void off(String event) {
        Listeners added = listenersOrNull();
        if (added != null) {
            added.remove(event);
        }
    }

    @Override
    public final void off(String event, SocketEventListener listener) {
        Listeners added = listenersOrNull();
        if (added != null) {
            added.remove(event, listener);
        }
    }

    @Override
    public final Set<String> eventNames() {
        Listeners added = listenersOrNull();
        return added == null ? new LinkedHashSet<>() : added.eventNames();
    }

    @Override
    public final void onAny(SocketEventListener listener) {
        listeners().addAny(listener);
    }

    @Override
    public final void prependAny(SocketEventListener listener) {
        listeners().prependAny(listener);
    }

    @Override
    public final void offAny() {
        Listeners added = listenersOrNull();
        if (added != null) {
            added.removeAny();
        }
    }

    @Override
    public final void offAny(SocketEventListener listener) {
        Listeners added = listenersOrNull();
        if (added != null) {
            added.removeAny(listener);
        }
    }

    @Override
    public final List<SocketEventListener> listenersAny() {
        Listeners added = listenersOrNull();
        return added == null ? new ArrayList<>() : added.any();
    }

    // --- for what is emitted to it

    @Override
    public final void onAnyOutgoing(OutgoingListener listener) {
        outgoingListeners().add(listener);
    }

    @Override
    public final void prependAnyOutgoing(OutgoingListener listener) {
        outgoingListeners().prepend(listener);
    }

    @Override
    public final void offAnyOutgoing() {
        outgoingListeners().removeAll();
    }

    @Override
    public final void offAnyOutgoing(OutgoingListener listener) {
        outgoingListeners().remove(listener);
    }

    @Override
    public final List<OutgoingListener> listenersAnyOutgoing() {
        return outgoingListeners().list();
    }

    private synchronized OutgoingListeners outgoingListeners() {
        if (outgoingListeners == null) {
            outgoingListeners = new OutgoingListeners();
        }
        return outgoingListeners;
    }

    /** Whether {@link #showOutgoing} does anything. */
    final boolean seesOutgoing() {
        OutgoingListeners added = outgoingListeners;
        return added != null && !added.isEmpty();
    }

    /** An event is about to be sent. */
    final void showOutgoing(SocketEvent event) {
        OutgoingListeners added = outgoingListeners;
        if (added != null) {
            added.show(event);
        }
    }
}
