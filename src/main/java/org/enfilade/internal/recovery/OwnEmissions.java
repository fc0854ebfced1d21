package org.enfilade.internal.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Bequest;
import org.enfilade.internal.reach.Emission;
import org.enfilade.internal.reach.Missed;
import org.enfilade.internal.reach.Origin;
import org.enfilade.internal.reach.Scope;
import org.enfilade.internal.time.Ticker;

/**
 * What this node emits to other nodes too. Each emission has a number, and is kept for those whose node goes before
 * they have got it. It is under way from before its receivers are looked up until it has been sent. Bounded in bytes
 * and in time. Safe for use by any thread.
 */
public final class OwnEmissions {
    /** Behind all. */
    private static final long NEVER = Long.MAX_VALUE;

    /** Of how many nodes that have gone it is known when. */
    private static final int MAX_GONE = 256;

    /** One of them. */
    public final class One {
        private final long number;
        private final long settled;
        private final Scope scope;
        private final Payload event;
        private final Underway.Emission underway;
        private boolean isFirst;
        /** The names of the nodes that it has been sent to; {@code null} until then. */
        private volatile Set<String> receivers;

        private One(long number, long settled, Scope scope, Payload event, Underway.Emission underway) {
            this.number = number;
            this.settled = settled;
            this.scope = scope;
            this.event = event;
            this.underway = underway;
        }

        /** Whether none was kept before it. */
        boolean isFirst() {
            return isFirst;
        }

        /** As its receivers know it. */
        public Emission emission() {
            return new Emission(new Origin(tag, number), settled);
        }

        /** It has been sent to these nodes. Once, before {@link #end}. */
        public void sentTo(Set<String> nodes) {
            receivers = nodes;
        }

        /** It is over, whether it has been sent or not. Once. */
        public void end() {
            if (receivers == null) {
                receivers = Set.of();
            }
            synchronized (OwnEmissions.this) {
                open.remove(number);
            }
            underway.end();
        }

        /** Whether it was for sockets of a node that has gone since, or would have been if that had been there. */
        private boolean concerns(String node, Relation relation) {
            Set<String> nodes = receivers;
            return nodes == null || number > relation.at || number > relation.after && nodes.contains(node);
        }
    }

    /**
     * A node that has gone, or is there.
     *
     * @param after what was sent to its name before was sent to another one
     * @param at of those behind it nothing was sent to it for certain; {@link #NEVER} if it is there
     * @param lacks the highest number of what was sent to it and was not left with the rest
     */
    private record Relation(String node, long after, long at, long lacks) {
        Relation(String node, long after, long at) {
            this(node, after, at, 0);
        }
    }

    /**
     * What a client of another node is asked for.
     *
     * @param namespace where it is
     * @param parent the name of the parent of that; empty if it has none
     * @param standing of the client
     */
    public record Query(String namespace, String parent, Standing standing) {
        private boolean isIn(Scope scope) {
            return scope.isParent() ? scope.name().equals(parent) : scope.name().equals(namespace);
        }
    }

    private final String tag;
    /** A node that had gone before this one came. */
    private final Relation unknown;

    private final PacketLog<One> log;
    private final PacketLog<One>.Part packets;
    private final Lacks lacks = new Lacks();
    private final Underway underway = new Underway();
    // guarded by this
    /** The numbers of those that are not over. */
    private final TreeSet<Long> open = new TreeSet<>();
    /** By the tags of the nodes that are there: what was sent to their names before was sent to others. */
    private final Map<String, Relation> present = new HashMap<>();
    /** By their tags. */
    private final Map<String, Relation> gone = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Relation> eldest) {
            return size() > MAX_GONE;
        }
    };
    /** By the names of nodes, when the last one of that name went. */
    private final Map<String, Long> lastGone = new HashMap<>();

    /** @param tag of this node */
    OwnEmissions(String tag, long maxBytes, Duration retention, Ticker ticker) {
        this(tag, new Relation("", 0, 0), maxBytes, retention, ticker);
    }

    /** What another node has emitted that has ended. */
    static OwnEmissions inherited(String tag, long maxBytes, Duration retention, Ticker ticker) {
        return new OwnEmissions(tag, null, maxBytes, retention, ticker);
    }

    private OwnEmissions(String tag, Relation unknown, long maxBytes, Duration retention, Ticker ticker) {
        this.tag = tag;
        this.unknown = unknown;
        this.log = new PacketLog<>(maxBytes, retention, ticker);
        log.next(); // so that something is settled at the first one
        this.packets = log.newPart((one, number, time) -> lacks.dropped(number, one.receivers, time));
    }

    /** One begins; to be ended in any case. */
    One begin(Scope scope, Audience audience, Payload event) {
        Underway.Emission begun = underway.begin();
        synchronized (this) {
            long number = log.next();
            long settled = open.isEmpty() ? number : open.first() - 1;
            open.add(number);
            One one = new One(number, settled, scope, event, begun);
            one.isFirst = packets.add(number, audience, one, event.length());
            return one;
        }
    }

    /** Completes when all that have begun are over. Never fails. */
    public CompletionStage<Void> over() {
        return underway.over();
    }

    /** A node has come, or is back. */
    public synchronized void arrives(String node, String itsTag) {
        Relation before = gone.remove(itsTag);
        long after = before == null ? lastGone.getOrDefault(node, 0L) : before.after;
        present.put(itsTag, new Relation(node, after, NEVER));
    }

    /** Whether the node is there. */
    public synchronized boolean knows(String itsTag) {
        return present.containsKey(itsTag);
    }

    /** A node goes; after this its rooms are forgotten. */
    public synchronized void departs(String node, String itsTag) {
        Relation known = present.remove(itsTag);
        if (known == null) {
            return;
        }
        long now = log.last();
        // The receivers of those that are under way may be looked up when its rooms are forgotten.
        long at = open.isEmpty() ? now : open.first() - 1;
        gone.put(itsTag, new Relation(node, known.after, at));
        lastGone.put(node, now);
        if (lastGone.size() > MAX_GONE) {
            lastGone.values()
                    .remove(lastGone.values().stream().min(Long::compare).orElseThrow());
        }
    }

    /** {@code null} if that is not known. */
    private synchronized Relation relation(Standing standing) {
        Relation there = present.get(standing.tag());
        return there == null ? gone.getOrDefault(standing.tag(), unknown) : there;
    }

    /**
     * What the client of a node that has gone lacks of these, in their order; empty if not all of that is still here,
     * or it is too much. May take long.
     */
    Optional<List<Missed.Event>> lacking(Query query, int max, long maxBytes) {
        Standing standing = query.standing();
        Progress has = standing.mark().progress();
        Stays stays = standing.stays();
        PacketLog.Selection selection = (audience, number) -> {
            Origin origin = new Origin(tag, number);
            return !has.has(origin) && stays.meets(audience, origin);
        };
        long from = has.upTo(tag);
        PacketLog.Found<One> found = packets.behind(from, selection, Integer.MAX_VALUE);
        Relation relation = relation(standing);
        if (relation == null || mayLack(Math.max(from, relation.after), standing.node(), relation)) {
            return Optional.empty();
        }
        List<Missed.Event> lacking = new ArrayList<>();
        long bytes = 0;
        for (One one : found.packets()) {
            if (query.isIn(one.scope) && one.concerns(standing.node(), relation)) {
                bytes += one.event.length();
                if (lacking.size() == max || bytes > maxBytes) {
                    return Optional.empty();
                }
                lacking.add(new Missed.Event(new Origin(tag, one.number), one.event));
            }
        }
        return Optional.of(lacking);
    }

    /** Whether something has been dropped behind a number that was for a node, and is not too old. */
    private boolean mayLack(long from, String node, Relation relation) {
        if (packets.coversRecent(from)) {
            return false;
        }
        boolean mayBeForAll = packets.lacksUpTo() > relation.at;
        return mayBeForAll || Math.max(relation.lacks, lacks.of(node, log::isTooOld)) > from;
    }

    // --- when this node ends, and others keep what it has emitted

    /** What is here, the latest of it if that is too much. */
    synchronized Bequest bequest(long maxBytes) {
        long since = packets.lacksUpTo();
        List<PacketLog.Placed<One>> all = packets.allBehind(since);
        int first = all.size();
        for (long bytes = 0; first > 0; first--) {
            bytes += all.get(first - 1).packet().event.length();
            if (bytes > maxBytes) {
                since = all.get(first - 1).position();
                break;
            }
        }
        Lacks cut = new Lacks();
        all.subList(0, first).forEach(each -> cut.dropped(each.position(), each.packet().receivers, 0));
        List<Bequest.Relation> relations = Stream.of(present, gone)
                .flatMap(some -> some.entrySet().stream())
                .map(each -> left(each.getKey(), each.getValue(), cut))
                .toList();
        List<Bequest.Left> latest = all.subList(first, all.size()).stream()
                .map(placed -> left(placed.audience(), placed.packet()))
                .toList();
        return new Bequest(tag, since, relations, latest);
    }

    private Bequest.Relation left(String itsTag, Relation relation, Lacks cut) {
        long dropped = Math.max(lacks.of(relation.node, log::isTooOld), cut.of(relation.node, time -> false));
        return new Bequest.Relation(
                relation.node, itsTag, relation.after, relation.at, Math.max(relation.lacks, dropped));
    }

    private static Bequest.Left left(Audience audience, One one) {
        Set<String> receivers = one.receivers;
        return new Bequest.Left(one.number, one.scope, audience, receivers == null ? Set.of() : receivers, one.event);
    }

    /**
     * Adds what another node has emitted, to what this says of that one.
     *
     * @param others the tags of the nodes that are there
     */
    void inherit(Bequest bequest, Set<String> others) {
        packets.lacksUpTo(bequest.since());
        synchronized (this) {
            for (Bequest.Relation relation : bequest.relations()) {
                gone.put(
                        relation.tag(),
                        new Relation(relation.node(), relation.after(), relation.at(), relation.lacks()));
            }
        }
        others.forEach(this::isTooOldFor);
        for (Bequest.Left left : bequest.emissions()) {
            One one = new One(left.number(), 0, left.scope(), left.event(), null);
            one.sentTo(left.receivers());
            packets.add(left.number(), left.audience(), one, left.event().length());
        }
    }

    /** A node has come that did not know the one that has ended; or it has come again. */
    synchronized void isTooOldFor(String itsTag) {
        gone.putIfAbsent(itsTag, new Relation("", NEVER, NEVER));
    }

    /** The tags of the nodes that are there. */
    synchronized Set<String> others() {
        return Set.copyOf(present.keySet());
    }

    boolean isEmpty() {
        return packets.isEmpty();
    }

    /** Drops what is too old; whether something is left. */
    boolean sweep() {
        return log.sweep();
    }

    /** About what they occupy. */
    long bytes() {
        return log.bytes();
    }
}
