package org.enfilade.internal.recovery;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What of a socket outlives its connection: the socket that its client comes back with gets the same. */
public final class RecoverableSession {
    /**
     * What a client has to know.
     *
     * @param pid the private id, which only the client is told
     */
    public record Key(String namespace, String pid) {
        // Java 17 keeps the class of a record whose hashCode it has made, and so an undeployed application.
        @Override
        public int hashCode() {
            return 31 * namespace.hashCode() + pid.hashCode();
        }

        /** Not what nobody else may know: this may get into a log. */
        @Override
        public String toString() {
            return "a private id";
        }
    }

    private final Key key;
    private final String id;
    private final Optional<String> principal;
    private final Map<String, Object> data = new ObservedMap(this::hasChanged);
    private volatile Runnable changed = () -> {};
    private volatile Instant end = Instant.MAX;

    // guarded by the lock of whoever brings into order what is sent in the namespace, unless one has taken the session
    private final Stays stays;
    private Mark received;
    private long since;
    private int offsetAtFirst;
    /** In nanoseconds of the ticker. */
    private volatile long came;

    /**
     * That of a new socket.
     *
     * @param principal the name of who has opened the connection, who alone may come back
     * @param mark what was sent until then is not for this socket
     */
    public RecoverableSession(Key key, String id, Optional<String> principal, Mark mark) {
        this.key = key;
        this.id = id;
        this.principal = principal;
        this.stays = new Stays(id);
        this.received = mark;
        this.since = mark.position();
    }

    public Key key() {
        return key;
    }

    /** The socket's id, which others know. */
    public String id() {
        return id;
    }

    public Optional<String> principal() {
        return principal;
    }

    /**
     * The same on another node: the client has what was sent there until a mark. It is in these rooms for what is sent
     * there after another one.
     */
    public RecoverableSession anew(Collection<String> rooms, Mark mark, Mark after) {
        RecoverableSession same = new RecoverableSession(key, id, principal, mark);
        same.data.putAll(data);
        same.end = end;
        same.offsetAtFirst = offsetAtFirst;
        same.came = came;
        same.stays.admitted(rooms, after);
        same.since = after.position();
        return same;
    }

    /**
     * What the client said that it had when it came to this node: it says the same until it gets something here. Before
     * anybody else has the session.
     */
    public void cameWith(String offset) {
        offsetAtFirst = offset.hashCode();
    }

    /** Its client has come, here and now the last time. */
    public void came(long nanos) {
        came = nanos;
    }

    /** When that was. */
    public long came() {
        return came;
    }

    /**
     * Whether its client may say that it has that.
     *
     * @param tag of this node
     */
    public boolean maySay(String text, Offset offset, String tag) {
        return offset.mayBeSaidTo(tag, text.hashCode(), offsetAtFirst);
    }

    /** A number for what it said then; 0 if it said nothing. */
    public int offsetAtFirst() {
        return offsetAtFirst;
    }

    private void hasChanged() {
        changed.run();
    }

    /** Who is told that what it has has changed, but its rooms, by whoever changes it. */
    public void onChange(Runnable listener) {
        changed = listener;
    }

    /** What the application keeps with the socket. */
    public Map<String, Object> data() {
        return data;
    }

    /** When the application wants the socket to be disconnected; {@link Instant#MAX} for never. */
    public Instant end() {
        return end;
    }

    public void endAt(Instant time) {
        end = time;
        hasChanged();
    }

    /** Its rooms, and what they were. */
    public Stays stays() {
        return stays;
    }

    /** Up to which mark the client is known to have everything. */
    public Mark received() {
        return received;
    }

    /** The client has everything up to a mark. */
    public void received(Mark mark) {
        if (mark.position() >= received.position()) {
            received = mark;
            stays.received(mark.position());
        }
    }

    /** From which position on nothing that it had missed before it came to this node lies in the log for it. */
    public long since() {
        return since;
    }

    /** Another node has that as well. Whether something of it lay here alone. */
    public boolean isKeptElsewhere() {
        boolean wasHereAlone = since > received.position();
        since = 0;
        return wasHereAlone;
    }
}
