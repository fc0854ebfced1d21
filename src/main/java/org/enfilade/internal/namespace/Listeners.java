package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.enfilade.Ack;
import org.enfilade.SocketEvent;
import org.enfilade.SocketEventListener;
import org.enfilade.internal.packet.EventNames;

/** The listeners that were added to one socket at run time. Safe for use by any thread. */
final class Listeners {
    /** Who is told that a listener has failed, or has refused the event. */
    interface Failed {
        void by(SocketEvent event, Ack<Object> ack, Throwable failure);
    }

    private record Entry(SocketEventListener listener, boolean once) {}

    // guarded by this
    private final Map<String, List<Entry>> byEvent = new LinkedHashMap<>();
    private final List<Entry> any = new ArrayList<>();

    synchronized void add(String event, SocketEventListener listener, boolean once) {
        if (EventNames.isReserved(event)) {
            throw new IllegalArgumentException(
                    "\"" + event + "\" is a reserved event name; observe it with an annotation of org.enfilade");
        }
        byEvent.computeIfAbsent(event, key -> new ArrayList<>()).add(new Entry(listener, once));
    }

    synchronized void remove(String event) {
        byEvent.remove(event);
    }

    synchronized void addAny(SocketEventListener listener) {
        any.add(new Entry(listener, false));
    }

    synchronized void removeAny() {
        any.clear();
    }

    /** {@code false} if there are none. */
    boolean callAny(SocketEvent event, Ack<Object> ack, Failed failed) {
        List<Entry> entries;
        synchronized (this) {
            entries = List.copyOf(any);
        }
        return call(entries, event, ack, failed);
    }

    /** {@code false} if there are none. */
    boolean call(SocketEvent event, Ack<Object> ack, Failed failed) {
        List<Entry> entries;
        synchronized (this) {
            entries = List.copyOf(byEvent.getOrDefault(event.name(), List.of()));
            if (entries.stream().anyMatch(Entry::once)) {
                byEvent.get(event.name()).removeIf(Entry::once);
            }
        }
        return call(entries, event, ack, failed);
    }

    private static boolean call(List<Entry> entries, SocketEvent event, Ack<Object> ack, Failed failed) {
        for (Entry entry : entries) {
            try {
                entry.listener.onEvent(event, ack);
            } catch (Exception | Error e) {
                failed.by(event, ack, e);
            }
        }
        return !entries.isEmpty();
    }
}
