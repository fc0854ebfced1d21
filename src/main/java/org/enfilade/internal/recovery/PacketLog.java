package org.enfilade.internal.recovery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.time.Ticker;

/**
 * What was sent and may have to be sent again: each packet once, with its audience, however many sockets it was for.
 * One for a node, with a {@link Part} for each namespace. Bounded in bytes, and in time; the oldest goes first,
 * wherever it was sent. Safe for use by any thread; calls nobody but the clock, and who wants to know what it lacks.
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

        /** From which position on it can tell. */
        default long certain() {
            return 0;
        }
    }

    /**
     * What a walk has found.
     *
     * @param until the position up to which it has looked
     * @param packets in their order; no more than were asked for, and one
     */
    public record Found<M>(long until, List<M> packets) {}

    /** Is told of packets that go before their time, in their order. Other locks may be held. */
    interface Lack<M> {
        /** @param time when it was added, in nanoseconds of the ticker */
        void dropped(M packet, long position, long time);
    }

    /** A packet where it is. */
    public record Placed<M>(long position, Audience audience, M packet) {}

    private static final class Entry<M> {
        private final PacketLog<M>.Part part;
        private final long position;
        private final Audience audience;
        private final M packet;
        private final long weight;
        private final long time;

        // guarded by the log, but for walks: one that misses the change goes on over what was dropped, and finds out
        /** The one before it in its part; {@code null} if that is here no more. */
        private Entry<M> older;

        // guarded by the log
        private Entry<M> newer;

        private Entry(PacketLog<M>.Part part, long position, Audience audience, M packet, long weight, long time) {
            this.part = part;
            this.position = position;
            this.audience = audience;
            this.packet = packet;
            this.weight = weight;
            this.time = time;
        }
    }

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
        return newPart((packet, position, time) -> {});
    }

    /** The same; whoever asks for it is told of what it drops early. */
    Part newPart(Lack<M> lack) {
        return new Part(lack);
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
        while ((oldest = entries.peek()) != null && (bytes > maxBytes || isTooOld(oldest.time, now))) {
            entries.remove();
            bytes -= oldest.weight;
            oldest.part.dropOldest(oldest);
            if (!isTooOld(oldest.time, now)) {
                oldest.part.lack.dropped(oldest.packet, oldest.position, oldest.time);
            }
        }
    }

    /** Whether nobody asks for what was added at that time. */
    boolean isTooOld(long time) {
        return isTooOld(time, ticker.nanos());
    }

    private boolean isTooOld(long time, long now) {
        return now - time > retention;
    }

    /** The packets of one namespace. Its user adds them one at a time, with rising positions. */
    public final class Part {
        private final Lack<M> lack;
        // guarded by the log
        private Entry<M> newest;
        private long dropped = last.get();
        private long droppedTime = ticker.nanos() - retention - 1; // long ago

        private Part(Lack<M> lack) {
            this.lack = lack;
        }

        /** Adds a packet of so many bytes; whether it is the first in the whole log. */
        public boolean add(long position, Audience audience, M packet, long size) {
            int rooms = audience.to().size() + audience.except().size();
            long weight = size + OWN_BYTES + (long) ROOM_BYTES * rooms;
            synchronized (PacketLog.this) {
                long now = ticker.nanos();
                boolean isFirst = entries.isEmpty();
                Entry<M> entry = new Entry<>(this, position, audience, packet, weight, now);
                entries.add(entry);
                entry.older = newest;
                if (newest != null) {
                    newest.newer = entry;
                }
                newest = entry;
                bytes += weight;
                trim(now);
                return isFirst;
            }
        }

        /** Those up to a position are not here, though they are not too old. Before anything is added. */
        void lacksUpTo(long position) {
            synchronized (PacketLog.this) {
                if (position > dropped) {
                    dropped = position;
                    droppedTime = ticker.nanos();
                }
            }
        }

        /** Up to which position it has dropped packets that are not too old; 0 if it has not. */
        long lacksUpTo() {
            synchronized (PacketLog.this) {
                return isTooOld(droppedTime, ticker.nanos()) ? 0 : dropped;
            }
        }

        private void dropOldest(Entry<M> oldest) {
            dropped = oldest.position;
            droppedTime = oldest.time;
            if (oldest.newer == null) {
                newest = null;
            } else {
                oldest.newer.older = null;
            }
        }

        /** Whether it has all packets behind a position. */
        public boolean covers(long position) {
            synchronized (PacketLog.this) {
                return dropped <= position && position <= last.get();
            }
        }

        /** Whether it has all packets behind a position that are not older than packets are kept. */
        public boolean coversRecent(long position) {
            synchronized (PacketLog.this) {
                return dropped <= position || isTooOld(droppedTime, ticker.nanos());
            }
        }

        /** The packets behind a position, in their order. */
        public List<Placed<M>> allBehind(long position) {
            List<Placed<M>> newestFirst = new ArrayList<>();
            synchronized (PacketLog.this) {
                for (Entry<M> entry = newest; entry != null && entry.position > position; entry = entry.older) {
                    newestFirst.add(new Placed<>(entry.position, entry.audience, entry.packet));
                }
            }
            Collections.reverse(newestFirst);
            return newestFirst;
        }

        /** The position of the newest packet; 0 if it has none. */
        long newest() {
            synchronized (PacketLog.this) {
                return newest == null ? 0 : newest.position;
            }
        }

        /** Whether it has none. */
        public boolean isEmpty() {
            synchronized (PacketLog.this) {
                return newest == null;
            }
        }

        /**
         * Goes through the packets behind a position, and holds no lock meanwhile. It begins with the newest, and ends
         * early when there are more than wanted. Whether all were still there is said by {@link #covers} afterwards.
         */
        public Found<M> behind(long position, Selection selection, int max) {
            Entry<M> entry;
            synchronized (PacketLog.this) {
                entry = newest;
            }
            long until = entry == null ? position : Math.max(position, entry.position);
            List<M> newestFirst = new ArrayList<>();
            for (; entry != null && entry.position > position && newestFirst.size() <= max; entry = entry.older) {
                if (selection.meets(entry.audience, entry.position)) {
                    newestFirst.add(entry.packet);
                }
            }
            Collections.reverse(newestFirst);
            return new Found<>(until, newestFirst);
        }
    }
}
