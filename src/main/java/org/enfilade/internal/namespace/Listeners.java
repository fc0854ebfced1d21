package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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

    private record Entry(SocketEventListener listener, boolean once) {
        Entry {
            Objects.requireNonNull(listener);
        }
    }

    // guarded by this
    private final Map<String, List<Entry>> byEvent = new LinkedHashMap<>();
    private final List<Entry> any = new ArrayList<>();

    synchronized void add(String event, SocketEventListener listener, boolean once) {
        if (EventNames.isReserved(event)) {
            throw new IllegalArgumentException(
                    "\"" + event + "\" is a reserved event name; observe it with an annotation of org.enfilade");
        }
        Entry entry = new Entry(listener, once);
        byEvent.computeIfAbsent(event, key -> new ArrayList<>()).add(entry);
    }

    synchronized void removeAll() {
        byEvent.clear();
    }

    synchronized void remove(String event) {
        byEvent.remove(event);
    }

    /** The last one, as Node's {@code EventEmitter} does. */
    synchronized void remove(String event, SocketEventListener listener) {
        List<Entry> entries = byEvent.getOrDefault(event, List.of());
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).listener == listener) {
                entries.remove(i);
                break;
            }
        }
        forgetIfEmpty(event);
    }

    private void forgetIfEmpty(String event) {
        List<Entry> entries = byEvent.get(event);
        if (entries != null && entries.isEmpty()) {
            byEvent.remove(event);
        }
    }

    synchronized Set<String> eventNames() {
        return new LinkedHashSet<>(byEvent.keySet());
    }

    synchronized void addAny(SocketEventListener listener) {
        any.add(new Entry(listener, false));
    }

    synchronized void prependAny(SocketEventListener listener) {
        any.add(0, new Entry(listener, false));
    }

    synchronized void removeAny() {
        any.clear();
    }

    synchronized void removeAny(SocketEventListener listener) {
        for (int i = 0; i < any.size(); i++) {
            if (any.get(i).listener == listener) {
                any.remove(i);
                return;
            }
        }
    }

    synchronized List<SocketEventListener> any() {
        return any.stream().map(Entry::listener).collect(Collectors.toCollection(ArrayList::new));
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
                forgetIfEmpty(event.name());
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
