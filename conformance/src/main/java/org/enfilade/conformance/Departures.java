package org.enfilade.conformance;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.enfilade.DisconnectReason;

/** What happened to the sockets that have left, of all namespaces. */
@ApplicationScoped
public class Departures {
    private final Map<String, List<String>> leaving = new ConcurrentHashMap<>();
    private final Map<String, Departure> left = new ConcurrentHashMap<>();

    /** In the order in which the two handlers were called. */
    public record Departure(String reason, List<String> order, List<String> roomsBefore, List<String> roomsAfter) {}

    void leaving(String id, List<String> rooms) {
        leaving.put(id, rooms);
    }

    void left(String id, DisconnectReason reason, List<String> rooms) {
        List<String> before = leaving.remove(id);
        List<String> order = before == null ? List.of("disconnect") : List.of("disconnecting", "disconnect");
        left.put(id, new Departure(reason.text(), order, before, rooms));
    }

    /** {@code null} while the socket is connected. */
    Departure of(String id) {
        return left.get(id);
    }
}
