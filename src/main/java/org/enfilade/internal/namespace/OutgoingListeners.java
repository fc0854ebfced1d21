package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.enfilade.OutgoingListener;
import org.enfilade.SocketEvent;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;

/** The listeners for what is emitted to one socket. Safe for use by any thread, however it got this object. */
final class OutgoingListeners {
    private final CopyOnWriteArrayList<OutgoingListener> listeners = new CopyOnWriteArrayList<>();

    void add(OutgoingListener listener) {
        listeners.add(Objects.requireNonNull(listener));
    }

    void prepend(OutgoingListener listener) {
        listeners.add(0, Objects.requireNonNull(listener));
    }

    void remove(OutgoingListener listener) {
        listeners.remove(listener);
    }

    void removeAll() {
        listeners.clear();
    }

    List<OutgoingListener> list() {
        return new ArrayList<>(listeners);
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    /** What a listener throws keeps neither the others nor the emission. */
    void show(SocketEvent event) {
        for (OutgoingListener listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (Exception | Error e) {
                Log.error("A listener of outgoing events failed for the event " + LogText.quote(event.name()), e);
            }
        }
    }
}
