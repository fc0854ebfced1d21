package org.enfilade.internal.recovery;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** That a client has lost its connection and may come back. Safe for use by any thread. */
public final class Absence {
    /** What it occupies besides the names of its rooms. */
    private static final int OWN_BYTES = 1_024;

    private final RecoverableSession session;
    private final long weight;
    private final Consumer<Loss> unrecovered;
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    // guarded by this
    private Runnable forget = () -> {};
    private boolean over;
    /** When it has begun; of the store, which guards it. */
    private long since;

    /**
     * That of a client.
     *
     * @param more about how many bytes it occupies besides the session
     * @param unrecovered is told why the client has not come back, outside of locks
     */
    public Absence(RecoverableSession session, long more, Consumer<Loss> unrecovered) {
        this(session, unrecovered, OWN_BYTES + more + session.stays().weight());
    }

    private Absence(RecoverableSession session, Consumer<Loss> unrecovered, long weight) {
        this.session = session;
        this.unrecovered = unrecovered;
        this.weight = weight;
    }

    /** The client has been lost once more before it was told that it is back. */
    public Absence again() {
        return new Absence(session, unrecovered, weight);
    }

    public RecoverableSession session() {
        return session;
    }

    /** About what it occupies. */
    long weight() {
        return weight;
    }

    long since() {
        return since;
    }

    void since(long nanos) {
        since = nanos;
    }

    /** Completes when the application has been told that the socket was lost. */
    public CompletableFuture<Void> left() {
        return left;
    }

    /** Something watches whether the client may still come back; it is told to forget that when the absence is over. */
    public void watchedBy(Runnable forgetting) {
        boolean isOver;
        synchronized (this) {
            isOver = over;
            forget = forgetting;
        }
        if (isOver) {
            forgetting.run();
        }
    }

    /** The client has come back, or will not. */
    public void end() {
        Runnable told;
        synchronized (this) {
            over = true;
            told = forget;
            forget = () -> {};
        }
        told.run();
    }

    /** The client will not come back: the end, and whoever wants to know is told. */
    public void endUnrecovered(Loss why) {
        end();
        unrecovered.accept(why);
    }
}
