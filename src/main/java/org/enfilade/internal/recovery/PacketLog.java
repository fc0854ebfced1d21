package org.enfilade.internal.recovery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.time.Ticker;

/**
 * What was sent and may have to be sent again: each packet once, with its audience, however many sockets it was for.
 * One for a node, with a {@link Part} for each namespace. Bounded in bytes, and in time; the oldest goes first,
 * wherever it was sent. Safe for use by any thread; calls nobody but the clock.
 *
 * @param <M> a packet
 */
public final class PacketLog<M> {
    /** What a packet occupies here besides itself. */
    private static final int OWN_BYTES = 128;

    private static final int ROOM_BYTES = 64;

    /** Whom a packet was for. */
    public interface Selection {
        boolean meets(Audience audience, long position);
    }

    private record Entry<M>(
            PacketLog<M>.Part part, long position, Audience audience, M packet, long weight, long time) {}

    private final long maxBytes;
    private final long retention;
    private final Ticker ticker;
    private final AtomicLong last = new AtomicLong();
    // guarded by this
    private final ArrayDeque<Entry<M>> entries = new ArrayDeque<>();
    private long bytes;

    /** @param retention how long a packet is kept */
    public PacketLog(long maxBytes, Duration retention, Ticker ticker) {
        this.maxBytes = maxBytes;
        this.retention = retention.toNanos();
        this.ticker = ticker;
    }

    /** The latest position that was given out. */
    public long last() {
        return last.get();
    }

    /** The next position. */
    public long next() {
        return last.incrementAndGet();
    }

    /** The part of another namespace. */
    public Part newPart() {
        return new Part();
    }

    /** Drops what is too old; whether something is left. */
    public synchronized boolean sweep() {
        trim(ticker.nanos());
        return !entries.isEmpty();
    }

    /** About what it occupies. */
    public synchronized long bytes() {
        return bytes;
    }

    private void trim(long now) {
        Entry<M> oldest;
        while ((oldest = entries.peek()) != null && (bytes > maxBytes || now - oldest.time() > retention)) {
            entries.remove();
            bytes -= oldest.weight();
            oldest.part().dropOldest(oldest);
        }
    }

    /** The packets of one namespace. Its user adds them one at a time, with rising positions. */
    public final class Part {
        // guarded by the log
        private final ArrayDeque<Entry<M>> own = new ArrayDeque<>();
        private long dropped = last.get();

        /** Adds a packet of so many bytes; whether it is the first in the whole log. */
        public boolean add(long position, Audience audience, M packet, long size) {
            int rooms = audience.to().size() + audience.except().size();
            long weight = size + OWN_BYTES + (long) ROOM_BYTES * rooms;
            synchronized (PacketLog.this) {
                long now = ticker.nanos();
                boolean isFirst = entries.isEmpty();
                Entry<M> entry = new Entry<>(this, position, audience, packet, weight, now);
                entries.add(entry);
                own.add(entry);
                bytes += weight;
                trim(now);
                return isFirst;
            }
        }

        private void dropOldest(Entry<M> oldest) {
            own.remove();
            dropped = oldest.position();
        }

        /** Whether it has all packets behind a position. */
        public boolean covers(long position) {
            synchronized (PacketLog.this) {
                return dropped <= position && position <= last.get();
            }
        }

        /** The packets behind a position that a selection has, in their order. */
        public List<M> behind(long position, Selection selection) {
            List<Entry<M>> newestFirst = new ArrayList<>();
            synchronized (PacketLog.this) {
                Iterator<Entry<M>> all = own.descendingIterator();
                Entry<M> entry;
                while (all.hasNext() && (entry = all.next()).position() > position) {
                    newestFirst.add(entry);
                }
            }
            List<M> packets = new ArrayList<>();
            Collections.reverse(newestFirst);
            for (Entry<M> entry : newestFirst) {
                if (selection.meets(entry.audience(), entry.position())) {
                    packets.add(entry.packet());
                }
            }
            return packets;
        }
    }
}
