package org.enfilade.internal.recovery;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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
    private final Map<String, Object> data = new ConcurrentHashMap<>(4);
    private volatile Instant end = Instant.MAX;

    // guarded by the lock of whoever brings into order what is sent in the namespace, unless one has taken the session
    private final Stays stays;
    private long received;

    /**
     * That of a new socket.
     *
     * @param principal the name of who has opened the connection, who alone may come back
     * @param position of the log: what was sent until then is not for this socket
     */
    public RecoverableSession(Key key, String id, Optional<String> principal, long position) {
        this.key = key;
        this.id = id;
        this.principal = principal;
        this.stays = new Stays(id);
        this.received = position;
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
     * The same at a later position: the client has what was sent until then. It is in these rooms for what is sent
     * after another position.
     */
    public RecoverableSession anew(Collection<String> rooms, long position, long after) {
        RecoverableSession same = new RecoverableSession(key, id, principal, position);
        same.data.putAll(data);
        same.end = end;
        same.stays.admitted(rooms, after);
        return same;
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
    }

    /** Its rooms, and what they were. */
    public Stays stays() {
        return stays;
    }

    /** Up to which position the client is known to have everything. */
    public long received() {
        return received;
    }

    /** The client has everything up to a position. */
    public void received(long position) {
        if (position > received) {
            received = position;
            stays.received(position);
        }
    }
}
