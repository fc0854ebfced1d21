package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.enfilade.ServerOptions;

/** The limits of one namespace: of all events of a socket together, and of single ones. Immutable. */
public final class EventLimits {
    /** There are none. */
    public static final EventLimits NONE = new EventLimits(null, Map.of());

    private final List<EventLimit> limits = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final boolean hasAll;

    /**
     * Those of a namespace.
     *
     * @param all {@code null} if there is none for all events
     * @param byEvent those for single events, by name
     */
    public EventLimits(EventLimit all, Map<String, EventLimit> byEvent) {
        hasAll = all != null;
        if (hasAll) {
            limits.add(all);
        }
        byEvent.forEach((event, limit) -> {
            places.put(event, limits.size());
            limits.add(limit);
        });
    }

    /** What the options say for all sockets. */
    static EventLimits of(ServerOptions options) {
        return ofAll(options).map(all -> new EventLimits(all, Map.of())).orElse(NONE);
    }

    /** What the options say of all events of a socket. */
    public static Optional<EventLimit> ofAll(ServerOptions options) {
        return options.maxEventsPerSecond() == 0
                ? Optional.empty()
                : Optional.of(EventLimit.of(
                        "maxEventsPerSecond",
                        options.maxEventsPerSecond(),
                        1,
                        options.maxEventsAtOnce(),
                        options.disconnectOnEventLimit()));
    }

    boolean isEmpty() {
        return limits.isEmpty();
    }

    int size() {
        return limits.size();
    }

    EventLimit at(int place) {
        return limits.get(place);
    }

    /** The place of the limit for all events, or -1. */
    int ofAll() {
        return hasAll ? 0 : -1;
    }

    /** The place of the limit for events of that name, or -1. */
    int of(String event) {
        Integer place = places.get(event);
        return place == null ? -1 : place;
    }
}
