package org.enfilade.internal.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Map<Key, PacketLog<Kept>.Part> parts = new HashMap<>();

    Backups(long maxBytes, Duration retention, Ticker ticker) {
        log = new PacketLog<>(maxBytes, retention, ticker);
    }

    /** Keeps events of the node of that tag; whether there was nothing before. */
    public synchronized boolean keep(String tag, List<Kept> events) {
        boolean begins = false;
        for (Kept event : events) {
            PacketLog<Kept>.Part part = parts.computeIfAbsent(new Key(tag, event.namespace()), key -> log.newPart());
            begins |= part.add(
                    event.position(),
                    event.audience(),
                    event,
                    event.event().content().length());
        }
        return begins;
    }

    /** All, by the tags of their nodes. */
    public synchronized Map<String, List<Kept>> all() {
        Map<String, List<Kept>> all = new HashMap<>();
        parts.forEach((key, part) -> part.allBehind(0)
                .forEach(placed ->
                        all.computeIfAbsent(key.tag, same -> new ArrayList<>()).add(placed.packet())));
        return all;
    }

    /** What the client lacks of these, in their order; empty if it is too much. May take long. */
    Optional<List<Kept>> lacking(OwnEmissions.Query query, int max, long maxBytes) {
        Standing standing = query.standing();
        PacketLog<Kept>.Part part;
        synchronized (this) {
            part = parts.get(new Key(standing.tag(), query.namespace()));
        }
        if (part == null) {
            return Optional.of(List.of());
        }
        List<Kept> found =
                part.behind(standing.mark().position(), standing.stays(), max).packets();
        long bytes = 0;
        for (Kept event : found) {
            bytes += event.event().content().length();
        }
        return found.size() > max || bytes > maxBytes ? Optional.empty() : Optional.of(new ArrayList<>(found));
    }

    /** About what they occupy. */
    long bytes() {
        return log.bytes();
    }

    /** Drops what is too old; whether something is left. */
    synchronized boolean sweep() {
        boolean isMore = log.sweep();
        parts.values().removeIf(PacketLog.Part::isEmpty);
        return isMore;
    }
}
