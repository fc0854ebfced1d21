package org.enfilade.internal.relay;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.enfilade.internal.engine.Dialect;
import org.enfilade.internal.engine.Dialects;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.EngineServer;
import org.enfilade.internal.engine.EngineSession;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.PollExchange;
import org.enfilade.internal.engine.PollPost;
import org.enfilade.internal.engine.Posting;
import org.enfilade.internal.engine.Reproach;
import org.enfilade.internal.engine.Wire;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.enfilade.internal.reach.Courier;

/**
 * Brings requests and WebSockets to the sessions that other nodes have, and serves those that other nodes bring. An id
 * ends with the tag of its session's node. Safe for use by any thread; never blocks.
 */
public final class Relay implements Courier.Recipient {
    private static final int TAG_LENGTH = 8;
    private static final Pattern SID = Pattern.compile("[A-Za-z0-9_-]{30}");

    private final Courier courier;
    private final EngineServer engine;
    private final Executor executor;
    private final int most;
    private final long mostWaiting;
    private final AtomicLong ids = new AtomicLong();
    /** What this node has for others, by its number. */
    private final Map<Long, Own> own = new ConcurrentHashMap<>();
    /** What others have for this node. */
    private final Map<Key, Strand> served = new ConcurrentHashMap<>();

    private final RelayMessage.Receiver arriving = new Arriving();

    private record Own(String tag, Strand strand) {}

    /** No record: Java 17 keeps the class of the one whose hash it has made last, and with it its application. */
    private static final class Key {
        private final String tag;
        private final long id;

        Key(String tag, long id) {
            this.tag = tag;
            this.id = id;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && id == key.id && tag.equals(key.tag);
        }

        @Override
        public int hashCode() {
            return 31 * tag.hashCode() + Long.hashCode(id);
        }
    }

    /**
     * One of a node.
     *
     * @param executor runs what may run code of the application, or answers a request
     * @param most how many requests and WebSockets of this node other nodes may serve at a time
     * @param mostWaiting how many bytes of a client may wait for the other node
     */
    public Relay(Courier courier, EngineServer engine, Executor executor, int most, long mostWaiting) {
        this.courier = courier;
        this.engine = engine;
        this.executor = executor;
        this.most = most;
        this.mostWaiting = mostWaiting;
    }

    /** The relay of a node that is alone. */
    public static Relay ofNobody(EngineServer engine) {
        return new Relay(Courier.NONE, engine, Runnable::run, 0, 0);
    }

    // --- for the transports of this node

    /** Whether that may be the id of a session of another node that can be reached. */
    public boolean reaches(String sid) {
        return SID.matcher(sid).matches() && courier.reaches(tag(sid)) && engine.isAccepting();
    }

    private static String tag(String sid) {
        return sid.substring(sid.length() - TAG_LENGTH);
    }

    private boolean isFull() {
        return own.size() >= most;
    }

    /**
     * A polling GET.
     *
     * @param refused told why it was refused, before its client is
     */
    public void poll(String sid, Dialect dialect, PollExchange exchange, Consumer<EngineError> refused) {
        if (isFull()) {
            refused.accept(EngineError.FORBIDDEN);
            exchange.refuse(EngineError.FORBIDDEN);
            return;
        }
        Way way = new Way(tag(sid));
        ForwardedPoll poll = new ForwardedPoll(way.id, way, engine.newAccount(), exchange, this::elsewhere, refused);
        exchange.whenGone(poll::gone);
        way.open(poll, new RelayMessage.Poll(way.id, sid, dialect.revision()));
    }

    /**
     * A polling POST whose body is to be read; {@code null} if there are too many.
     *
     * @param refused told why it was refused, before its client is
     */
    public Posting beginPost(String sid, Dialect dialect, boolean isBinary, Consumer<EngineError> refused) {
        if (isFull()) {
            return null;
        }
        Way way = new Way(tag(sid));
        ForwardedPost post = new ForwardedPost(way.id, way, engine.newAccount(), this::elsewhere, refused);
        way.open(post, new RelayMessage.Post(way.id, sid, dialect.revision(), isBinary));
        return post;
    }

    /**
     * A WebSocket to which the session is to change; {@code null} if there are too many.
     *
     * @param refused told why it was refused
     */
    public Inbound openWebSocket(String sid, Dialect dialect, Wire wire, Consumer<EngineError> refused) {
        if (isFull()) {
            return null;
        }
        Way way = new Way(tag(sid));
        ForwardedWebSocket webSocket =
                new ForwardedWebSocket(way.id, way, engine.newAccount(), wire, mostWaiting, refused);
        way.open(webSocket, new RelayMessage.WebSocket(way.id, sid, dialect.revision(), dialect.isTextOnly()));
        return webSocket;
    }

    /** What answers a request may be slow on the thread of a grid. */
    private void elsewhere(Runnable task) {
        try {
            executor.execute(task);
        } catch (RuntimeException | Error e) {
            task.run();
        }
    }

    /** Ends what other nodes serve for this one, as if they were gone. */
    public void endAll() {
        List.copyOf(own.values()).forEach(each -> {
            each.strand.say(Sign.GONE);
            lose(each.strand);
        });
    }

    /** How many requests and WebSockets of this node other nodes serve. */
    public int forwarded() {
        return own.size();
    }

    /** How many requests and WebSockets of other nodes this one serves. */
    public int served() {
        return served.size();
    }

    /** The way to the node of a session. */
    private final class Way implements Strand.Line {
        private final long id = ids.incrementAndGet();
        private final String tag;

        Way(String tag) {
            this.tag = tag;
        }

        void open(Strand strand, RelayMessage opening) {
            own.put(id, new Own(tag, strand));
            if (!send(opening)) {
                strand.lose();
            }
        }

        @Override
        public boolean send(RelayMessage message) {
            return courier.send(tag, RelayMessage.bytes(message));
        }

        @Override
        public void forget() {
            own.remove(id);
        }
    }

    // --- from other nodes

    @Override
    public void arrived(String tag, BusReader message) throws BusFormatException {
        RelayMessage.read(message).arrive(tag, arriving);
    }

    @Override
    public void gone(String tag) {
        own.values().forEach(each -> {
            if (each.tag.equals(tag)) {
                lose(each.strand);
            }
        });
        served.forEach((key, strand) -> {
            if (key.tag.equals(tag)) {
                lose(strand);
            }
        });
    }

    /** What fails there does not keep the others. */
    private static void lose(Strand strand) {
        try {
            strand.lose();
        } catch (RuntimeException e) {
            Log.error("The end of a request of another node could not be handled", e);
        }
    }

    private final class Arriving implements RelayMessage.Receiver {
        @Override
        public void poll(String from, RelayMessage.Poll poll) {
            Back back = new Back(from, poll.id());
            EngineSession session = engine.session(poll.sid());
            EngineError refusal = refusal(session, poll.revision());
            if (refusal != null) {
                back.refuse(refusal);
            } else {
                ServedPoll served = new ServedPoll(poll.id(), back, engine.newAccount());
                back.keep(served);
                session.poll(served);
            }
        }

        @Override
        public void post(String from, RelayMessage.Post post) {
            Back back = new Back(from, post.id());
            EngineSession session = engine.session(post.sid());
            EngineError refusal = refusal(session, post.revision());
            if (refusal != null) {
                back.refuse(refusal);
                return;
            }
            if (post.binary() && !session.takesBinaryBodies()) {
                session.abort(Reproach.NO_PAYLOAD);
                back.refuse(EngineError.BAD_REQUEST);
                return;
            }
            PollPost begun = session.beginPost();
            if (begun == null) {
                back.refuse(EngineError.BAD_REQUEST);
            } else {
                back.keep(new ServedPost(
                        post.id(), back, engine.newAccount(), session, begun, post.binary(), inTheFlush()));
            }
        }

        /** What the protocol says of a request on polling; {@code null} if it is in order. */
        private static EngineError refusal(EngineSession session, int revision) {
            if (session == null) {
                return EngineError.UNKNOWN_SID;
            }
            return session.isPolling() && session.revision() == revision ? null : EngineError.BAD_REQUEST;
        }

        @Override
        public void webSocket(String from, RelayMessage.WebSocket webSocket) {
            Back back = new Back(from, webSocket.id());
            EngineSession session = engine.session(webSocket.sid());
            if (session == null) {
                back.refuse(EngineError.UNKNOWN_SID);
                return;
            }
            if (session.revision() != webSocket.revision()) {
                back.refuse(EngineError.BAD_REQUEST);
                return;
            }
            ServedWebSocket served = new ServedWebSocket(webSocket.id(), back, engine.newAccount(), inTheFlush());
            back.keep(served);
            Inbound inbound = session.probe(served, Dialects.of(webSocket.revision(), webSocket.textOnly()));
            if (inbound == null) {
                served.close();
            } else {
                served.serve(inbound);
            }
        }

        @Override
        public void part(String from, RelayMessage.Part part) throws BusFormatException {
            Strand strand = strand(from, part.id(), part.byOpener());
            if (strand != null) {
                strand.hear(part);
            } else {
                // Whoever goes on saying something has to come to its end.
                new Back(from, part.id())
                        .send(new RelayMessage.Taken(part.id(), !part.byOpener(), Outflow.weight(part.bytes().length)));
            }
        }

        @Override
        public void taken(String from, RelayMessage.Taken taken) {
            Strand strand = strand(from, taken.id(), taken.byOpener());
            if (strand != null) {
                strand.taken(taken.weight());
            }
        }

        /** @param byOpener whether it comes from the node that has opened it */
        private Strand strand(String from, long id, boolean byOpener) {
            if (byOpener) {
                return served.get(new Key(from, id));
            }
            Own mine = own.get(id);
            return mine != null && mine.tag.equals(from) ? mine.strand : null;
        }
    }

    /** Writes at the end of each task what it has sent. */
    private Executor inTheFlush() {
        return task -> executor.execute(() -> engine.reading(task));
    }

    /** The way back to the node of a client. */
    private final class Back implements Strand.Line {
        private final Key key;

        Back(String tag, long id) {
            this.key = new Key(tag, id);
        }

        /** The other node may have gone before this was to be found. */
        void keep(Strand strand) {
            served.put(key, strand);
            if (!courier.reaches(key.tag)) {
                strand.lose();
            }
        }

        void refuse(EngineError error) {
            byte[] said = Said.bytes(new Said.Signed(Sign.of(error)));
            send(new RelayMessage.Part(key.id, false, true, said));
        }

        @Override
        public boolean send(RelayMessage message) {
            return courier.send(key.tag, RelayMessage.bytes(message));
        }

        @Override
        public void forget() {
            served.remove(key);
        }
    }
}
