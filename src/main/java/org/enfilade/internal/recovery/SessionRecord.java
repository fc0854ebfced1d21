package org.enfilade.internal.recovery;

import java.time.Instant;
import java.util.Optional;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.enfilade.internal.reach.BusWriter;

/**
 * What of a session lies outside of its node, so that its client can come back when that has gone.
 *
 * @param endMillis when it is to be disconnected, in milliseconds of the epoch; 0 for never
 * @param data what the application keeps with it, in a form that its namespaces know
 * @param since a client that does not have everything up to that position cannot come back: it was on another node
 *     before, and what it had missed there lay in the log of its node
 * @param offsetAtFirst a number for what the client said that it had when it came to its node
 */
public record SessionRecord(
        String id,
        Optional<String> principal,
        long endMillis,
        byte[] data,
        Standing standing,
        long since,
        int offsetAtFirst) {
    private static final int FORMAT = 2;

    /** What a record of this session says that has such data now. */
    public static SessionRecord of(RecoverableSession session, byte[] data, Standing standing) {
        Instant end = session.end();
        long endMillis = end.equals(Instant.MAX) ? 0 : end.toEpochMilli();
        return new SessionRecord(
                session.id(), session.principal(), endMillis, data, standing, session.since(), session.offsetAtFirst());
    }

    /** Writes what {@link #read} reads. */
    public byte[] toBytes() {
        BusWriter out = new BusWriter();
        out.oneByte(FORMAT);
        out.text(id);
        out.flag(principal.isPresent());
        principal.ifPresent(out::text);
        out.number(endMillis);
        out.bytes(data);
        standing.write(out);
        out.number(since);
        out.number(Integer.toUnsignedLong(offsetAtFirst));
        return out.toBytes();
    }

    /** Fails for what another version has written. */
    public static SessionRecord read(byte[] bytes) throws BusFormatException {
        BusReader in = new BusReader(bytes);
        if (in.oneByte() != FORMAT) {
            throw new BusFormatException("a record of another version");
        }
        String id = in.text();
        Optional<String> principal = in.flag() ? Optional.of(in.text()) : Optional.empty();
        SessionRecord record = new SessionRecord(
                id, principal, in.number(), in.bytes(), Standing.read(in), in.number(), (int) in.number());
        in.end();
        return record;
    }

    /** Whether it may be of a client that says that, and was not left over when that went to another node. */
    public boolean maySay(String text, Offset offset) {
        return offset.mayBeSaidTo(standing.tag(), text.hashCode(), offsetAtFirst);
    }

    /** What the client had when its node was there. */
    public Mark mark() {
        return standing.mark();
    }
}
