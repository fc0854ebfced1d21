package org.enfilade.internal.namespace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.enfilade.internal.reach.BusWriter;
import org.enfilade.internal.reach.Kept;
import org.enfilade.internal.reach.Missed;
import org.enfilade.internal.reach.Recalled;
import org.enfilade.internal.recovery.Loss;
import org.enfilade.internal.recovery.Mark;
import org.enfilade.internal.recovery.Offset;
import org.enfilade.internal.recovery.OwnEmissions;
import org.enfilade.internal.recovery.SessionRecord;
import org.enfilade.internal.recovery.Standing;

/** What a node that has gone has left of a session, together with what its client says. */
final class Testament {
    private final SessionRecord record;
    /** Empty if the client says what no node has told it. */
    private final Optional<Offset> said;

    private final boolean isSilent;
    private final boolean isLeftOver;

    /** @param offset what the client says that it has; empty if it says nothing */
    Testament(SessionRecord record, String offset) {
        this.record = record;
        this.said = Offset.parse(offset);
        this.isSilent = offset.isEmpty();
        this.isLeftOver = said.isPresent() && !record.maySay(offset, said.get());
    }

    String id() {
        return record.id();
    }

    long endMillis() {
        return record.endMillis();
    }

    byte[] data() {
        return record.data();
    }

    List<String> rooms() {
        return record.standing().stays().rooms();
    }

    /** Why its client cannot come back, if it cannot. */
    Optional<Loss> loss(Instant now) {
        if (said.isEmpty() && !isSilent || isLeftOver) {
            return Optional.of(Loss.UNKNOWN_OFFSET);
        }
        if (record.endMillis() > 0 && !now.isBefore(Instant.ofEpochMilli(record.endMillis()))) {
            return Optional.of(Loss.EXPIRED);
        }
        Optional<Mark> mark = mark();
        long least = Math.max(record.since(), record.standing().stays().certain());
        return mark.isPresent() && mark.get().position() >= least ? Optional.empty() : Optional.of(Loss.EVENTS_DROPPED);
    }

    /** What the client has, as it says or as its node knew, whichever is more; empty if that cannot be told. */
    private Optional<Mark> mark() {
        Mark known = record.standing().mark();
        Optional<Offset> later = said.filter(each -> each.at(record.standing().tag()) >= known.position());
        return later.isEmpty()
                ? Optional.of(known)
                : later.get().progress().map(progress -> new Mark(later.get().position(), progress));
    }

    private Standing now() {
        return record.standing().at(mark().orElseThrow());
    }

    /** As this node asks itself. */
    OwnEmissions.Query query(String namespace, String parent) {
        return new OwnEmissions.Query(namespace, parent, now());
    }

    /** As other nodes are asked. */
    byte[] standing() {
        BusWriter out = new BusWriter();
        now().write(out);
        return out.toBytes();
    }

    /**
     * What the client has missed: first what its node had emitted, as far as somebody has kept it, then what each other
     * one has.
     */
    static Missed missed(List<Recalled> all) {
        Map<Long, Missed.Event> kept = new TreeMap<>();
        List<Missed.Event> events = new ArrayList<>();
        for (Recalled each : all) {
            for (Kept event : each.kept()) {
                kept.put(event.position(), event.event());
            }
            events.addAll(each.own());
        }
        events.addAll(0, kept.values());
        return new Missed(events);
    }
}
