package org.enfilade.internal.cluster.hazelcast;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.enfilade.internal.cluster.hazelcast.Frame.Kind;

/**
 * What one node knows of another. A topic of Hazelcast promises nothing: what is published while a connection breaks,
 * or before the other's registration is here, is lost, and is not said to be. So the two agree on a session each before
 * either takes the other for reachable, and number their messages; if one is missing, the link is down, and they begin
 * anew with other sessions. That is for the core above as if the node had left and come back.
 *
 * <p>Frames of one node are handled by one thread at a time.
 */
final class Link {
    /** What a frame has led to. */
    enum Outcome {
        NOTHING,
        /** {@link #isUp} is another. */
        CHANGED,
        /** The payload is the next message. */
        MESSAGE
    }

    /** How many bytes are received before the sender is told. */
    private static final long ACK_BYTES = 256 << 10;

    private final UUID self;
    private final long bound;
    private final Consumer<byte[]> topic;
    /**
     * Keeps what is published in the order in which it was numbered. Taken before the monitor, and the only lock that
     * is held while the topic is called, which may wait for the receiver: so what merely comes in does without.
     */
    private final ReentrantLock publishing = new ReentrantLock();

    // guarded by this
    private long mine = session();
    private long theirs;
    private boolean up;
    private long sent;
    private long sentBytes;
    private long ackedBytes;
    private long received;
    private long receivedBytes;
    private long toldBytes;

    /**
     * @param bound how many bytes may be on their way; a message by itself may be larger
     * @param topic publishes for the other node
     */
    Link(UUID self, long bound, Consumer<byte[]> topic) {
        this.self = self;
        this.bound = bound;
        this.topic = topic;
    }

    private static long session() {
        long session;
        do {
            session = ThreadLocalRandom.current().nextLong();
        } while (session == 0);
        return session;
    }

    synchronized boolean isUp() {
        return up;
    }

    /** Sends a message; does nothing if the link is down. Fails if too much is on its way, or if Hazelcast does. */
    void send(byte[] message) {
        publishing.lock();
        try {
            Frame frame = next(message);
            if (frame != null) {
                publish(frame);
            }
        } finally {
            publishing.unlock();
        }
    }

    private synchronized Frame next(byte[] message) {
        if (!up) {
            return null;
        }
        long waiting = sentBytes - ackedBytes;
        if (waiting > ACK_BYTES && waiting + message.length > bound + ACK_BYTES) {
            throw new IllegalStateException(waiting + " bytes wait for a node that does not take them");
        }
        sentBytes += message.length;
        return new Frame(Kind.DATA, self, mine, sent++, message);
    }

    private void publish(Frame frame) {
        try {
            topic.accept(frame.encoded());
        } catch (RuntimeException | Error e) {
            takeBack(frame);
            throw e;
        }
    }

    /** The number is the next one's; nobody else has had one meanwhile. */
    private synchronized void takeBack(Frame frame) {
        if (frame.kind() == Kind.DATA && frame.session() == mine) {
            sent--;
            sentBytes -= frame.payload().length;
        }
    }

    /** Repeats what may have been lost, and asks until the other has confirmed all. To be called now and then. */
    void tick() {
        publishing.lock();
        try {
            Frame frame = repeated();
            if (frame != null) {
                publish(frame);
            }
        } finally {
            publishing.unlock();
        }
    }

    private synchronized Frame repeated() {
        if (!up) {
            return greeting();
        }
        return ackedBytes < sentBytes ? frame(Kind.MARK, sent) : null;
    }

    void bye() {
        Frame frame;
        synchronized (this) {
            frame = frame(Kind.BYE, 0);
            up = false;
        }
        publish(frame);
    }

    Outcome handle(Frame frame) {
        return switch (frame.kind()) {
            case HELLO, WELCOME -> hello(frame);
            case DATA -> data(frame);
            case MARK -> mark(frame);
            case ACK -> ack(frame);
            case ANNOUNCE, BYE, GUEST -> Outcome.NOTHING;
        };
    }

    /** What is sent once the link is up must not overtake the welcome. */
    private Outcome hello(Frame frame) {
        publishing.lock();
        try {
            boolean was;
            boolean is;
            Frame answer;
            synchronized (this) {
                was = up;
                answer = greeted(frame);
                is = up;
            }
            if (answer != null) {
                publish(answer);
            }
            return was == is ? Outcome.NOTHING : Outcome.CHANGED;
        } finally {
            publishing.unlock();
        }
    }

    private Frame greeted(Frame frame) {
        boolean was = up;
        boolean knowsMine = frame.number() == mine;
        if (frame.session() != theirs) {
            // what has been sent in a session is not known to a new one of theirs
            boolean fresh = theirs == 0 || knowsMine && sent == 0;
            begin(frame.session(), fresh ? mine : session());
            // a link that was up has to be seen to go down
            up = fresh && knowsMine && !was;
        } else if (knowsMine) {
            up = true;
        }
        return frame.kind() == Kind.HELLO || !up ? greeting() : null;
    }

    private Outcome data(Frame frame) {
        synchronized (this) {
            if (frame.session() != theirs || frame.number() < received) {
                return Outcome.NOTHING;
            }
            if (up && frame.number() == received) {
                received++;
                receivedBytes += frame.payload().length;
                return Outcome.MESSAGE;
            }
        }
        return restart();
    }

    private Outcome mark(Frame frame) {
        Frame ack = null;
        synchronized (this) {
            if (frame.session() != theirs) {
                return Outcome.NOTHING;
            }
            if (frame.number() <= received) {
                if (!up) {
                    return Outcome.NOTHING;
                }
                toldBytes = receivedBytes;
                ack = frame(Kind.ACK, receivedBytes);
            }
        }
        if (ack == null) {
            return restart();
        }
        publish(ack);
        return Outcome.NOTHING;
    }

    private synchronized Outcome ack(Frame frame) {
        if (frame.session() == theirs) {
            ackedBytes = Math.max(ackedBytes, Math.min(frame.number(), sentBytes));
        }
        return Outcome.NOTHING;
    }

    /** To be called when the listener is done with a message. */
    void taken() {
        Frame ack;
        synchronized (this) {
            if (!up || receivedBytes - toldBytes < ACK_BYTES) {
                return;
            }
            toldBytes = receivedBytes;
            ack = frame(Kind.ACK, receivedBytes);
        }
        publish(ack);
    }

    private Outcome restart() {
        boolean was;
        Frame hello;
        synchronized (this) {
            was = up;
            begin(0, session());
            hello = greeting();
        }
        publish(hello);
        return was ? Outcome.CHANGED : Outcome.NOTHING;
    }

    private void begin(long their, long my) {
        theirs = their;
        mine = my;
        up = false;
        sent = 0;
        sentBytes = 0;
        ackedBytes = 0;
        received = 0;
        receivedBytes = 0;
        toldBytes = 0;
    }

    private Frame greeting() {
        return frame(up ? Kind.WELCOME : Kind.HELLO, theirs);
    }

    private Frame frame(Kind kind, long number) {
        return new Frame(kind, self, mine, number);
    }
}
