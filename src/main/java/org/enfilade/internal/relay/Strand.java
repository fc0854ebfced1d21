package org.enfilade.internal.relay;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.reach.BusFormatException;

/**
 * One end of a strand. What is said here arrives there in order, and as fast as it is taken there. Safe for use by any
 * thread; what is heard comes on one thread at a time.
 */
abstract class Strand implements Said.Listener {
    /** What a strand has of the node that it begins on. */
    interface Line {
        /** Sends to the other end, and says whether it could. */
        boolean send(RelayMessage message);

        /** Nothing more is to be told to this end. */
        void forget();
    }

    private final long id;
    private final boolean isOpener;
    private final Line line;
    /** What is kept of what is heard, and where it is a client's, of what is said. */
    private final Account kept;

    private final Outflow out = new Outflow();
    /** How often it has been told to send on; who comes first does so for the others. */
    private final AtomicInteger due = new AtomicInteger();

    private final AtomicLong takenIn = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    /** What has come of something; touched by the thread that is told of it only. */
    private ByteArrayOutputStream incomplete;

    Strand(long id, boolean isOpener, Line line, Account kept) {
        this.id = id;
        this.isOpener = isOpener;
        this.line = line;
        this.kept = kept;
    }

    // --- saying

    final void say(Said said) {
        say(Said.bytes(said));
    }

    final void say(Sign sign) {
        say(new Said.Signed(sign));
    }

    final void say(byte[] said) {
        out.add(said);
        sendOn();
    }

    /** How much of what was said has not been sent. */
    final long waiting() {
        return out.weight();
    }

    private void sendOn() {
        if (due.getAndIncrement() > 0) {
            return;
        }
        int served = 1;
        do {
            Outflow.Piece piece = out.next();
            while (piece != null) {
                left(Outflow.weight(piece.bytes().length));
                if (!line.send(new RelayMessage.Part(id, isOpener, piece.last(), piece.bytes()))) {
                    lose();
                }
                piece = out.next();
            }
            served = due.addAndGet(-served);
        } while (served > 0);
        forgetIfDone();
    }

    /** The other end has taken so much. */
    final void taken(long weight) {
        out.taken(weight);
        sendOn();
    }

    /** So much of what was said does not wait any more. */
    void left(long weight) {}

    // --- hearing

    /** A part of what the other end says has come. */
    final void hear(RelayMessage.Part part) throws BusFormatException {
        byte[] bytes = part.bytes();
        long weight = Outflow.weight(bytes.length);
        if (isOver()) {
            // Whoever goes on saying something has to come to its end.
            takeIn(weight);
            return;
        }
        if (!makeRoom(bytes.length)) {
            incomplete = null;
            takeIn(weight);
            if (!isOver()) { // by now: nothing is counted any more then
                noRoom();
            }
            return;
        }
        if (!part.last()) {
            if (incomplete == null) {
                incomplete = new ByteArrayOutputStream(2 * bytes.length);
            }
            incomplete.writeBytes(bytes);
            takeIn(weight);
            return;
        }
        byte[] whole = bytes;
        if (incomplete != null) {
            incomplete.writeBytes(bytes);
            whole = incomplete.toByteArray();
            incomplete = null;
        }
        int length = whole.length;
        perform(Said.read(whole), () -> {
            free(length);
            takeIn(weight);
        });
    }

    private void takeIn(long weight) {
        long sum = takenIn.addAndGet(weight);
        if (sum >= Outflow.WINDOW / 2 && takenIn.compareAndSet(sum, 0)) {
            line.send(new RelayMessage.Taken(id, isOpener, sum));
        }
    }

    /** Makes room for so many bytes of what is heard. */
    boolean makeRoom(int bytes) {
        return kept.take(bytes);
    }

    void free(int bytes) {
        kept.give(bytes);
    }

    /** There is no room for what is heard. */
    abstract void noRoom();

    /**
     * Does what comes of what was said: on this thread, which is one of the grid and must not be kept, or elsewhere.
     *
     * @param then run when it has been done
     */
    void perform(Said said, Runnable then) {
        said.tell(this);
        then.run();
    }

    // --- the end

    final boolean isOver() {
        return over.get();
    }

    /** Nothing more is heard; what has been said still arrives. {@code false} if it was over. */
    final boolean end() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            kept.close();
        }
        forgetIfDone();
        return first;
    }

    /** Nothing more is heard, and what has not been said stays so. */
    final void drop() {
        out.clear();
        end();
    }

    private void forgetIfDone() {
        if (isOver() && out.isEmpty()) {
            line.forget();
        }
    }

    /** The other end is gone. Idempotent. */
    final void lose() {
        out.clear();
        boolean first = end();
        if (first) {
            lost();
        }
    }

    /** The other end is gone, and this one was not over. */
    abstract void lost();

    final Account kept() {
        return kept;
    }
}
