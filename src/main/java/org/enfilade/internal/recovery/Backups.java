package org.enfilade.internal.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.enfilade.internal.reach.Kept;
import org.enfilade.internal.time.Ticker;

/**
 * What this node keeps of what others have emitted, for clients whose node goes. Bounded in bytes and in time. Safe for
 * use by any thread.
 */
public final class Backups {
    private record Key(String tag, String namespace) {
        // Java 17 keeps the class of a record whose hashCode it has made, and so an undeployed application.
        @Override
        public int hashCode() {
            return 31 * tag.hashCode() + namespace.hashCode();
        }
    }

    private final PacketLog<Kept> log;
    // guarded by this
    /** Each in the order of the positions: a node that has kept some before may send them later. */
    private final Map<Key, List<PacketLog<Kept>.Part>> parts = new HashMap<>();

    Backups(long maxBytes, Duration retention, Ticker ticker) {
        log = new PacketLog<>(maxBytes, retention, ticker);
    }

    /** Keeps events of the node of that tag; whether there was nothing before. */
    public synchronized boolean keep(String tag, List<Kept> events) {
        boolean begins = false;
        for (Kept event : events) {
            begins |= part(new Key(tag, event.namespace()), event.position())
                    .add(
                            event.position(),
                            event.audience(),
                            event,
                            event.event().content().length());
        }
        return begins;
    }

    /** The one that the position is the least behind. */
    private PacketLog<Kept>.Part part(Key key, long position) {
        List<PacketLog<Kept>.Part> all = parts.computeIfAbsent(key, same -> new ArrayList<>());
        return all.stream()
                .filter(part -> part.newest() < position)
                .max(Comparator.comparingLong(PacketLog.Part::newest))
                .orElseGet(() -> {
                    PacketLog<Kept>.Part part = log.newPart();
                    all.add(part);
                    return part;
                });
    }

    /** All, by the tags of their nodes, in the order of the positions in each namespace. */
    public synchronized Map<String, List<Kept>> all() {
        Map<String, List<Kept>> all = new HashMap<>();
        parts.forEach((key, some) -> {
            Map<Long, Kept> events = new TreeMap<>();
            some.forEach(part -> part.allBehind(0).forEach(placed -> events.put(placed.position(), placed.packet())));
            all.computeIfAbsent(key.tag, same -> new ArrayList<>()).addAll(events.values());
        });
        return all;
    }

    /** What the client lacks of these, in their order; empty if it is too much. May take long. */
    Optional<List<Kept>> lacking(OwnEmissions.Query query, int max, long maxBytes) {
        Standing standing = query.standing();
        List<PacketLog<Kept>.Part> some;
        synchronized (this) {
            some = List.copyOf(parts.getOrDefault(new Key(standing.tag(), query.namespace()), List.of()));
        }
        Map<Long, Kept> found = new TreeMap<>();
        for (PacketLog<Kept>.Part part : some) {
            part.behind(standing.mark().position(), standing.stays(), max)
                    .packets()
                    .forEach(event -> found.put(event.position(), event));
        }
        long bytes = 0;
        for (Kept event : found.values()) {
            bytes += event.event().content().length();
        }
        return found.size() > max || bytes > maxBytes ? Optional.empty() : Optional.of(new ArrayList<>(found.values()));
    }

    /** About what they occupy. */
    long bytes() {
        return log.bytes();
    }

    /** Drops what is too old; whether something is left. */
    synchronized boolean sweep() {
        boolean isMore = log.sweep();
        parts.values().removeIf(some -> {
            some.removeIf(PacketLog.Part::isEmpty);
            return some.isEmpty();
        });
        return isMore;
    }
}
