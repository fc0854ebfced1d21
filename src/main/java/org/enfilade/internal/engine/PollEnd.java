package org.enfilade.internal.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How a {@link PollExchange} ends: once, with an answer that was written or was not, or without one. Whoever asked to
 * be told is told, however the end and the answer come together. Safe for use by any thread; holds no lock.
 */
public final class PollEnd {
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicReference<Wire.Sent> report = new AtomicReference<>();
    private final AtomicReference<Runnable> gone = new AtomicReference<>();

    /** One that has not come. */
    public PollEnd() {}

    /** What is to be done if the end comes without an answer; at once if it has. */
    public void whenGone(Runnable action) {
        gone.set(action);
        if (ended.get()) {
            tellGone();
        }
    }

    /** An answer is about to be written; {@code false} if it is too late, and then that is told. */
    public boolean answers(Wire.Sent to) {
        report.set(to);
        boolean isTooLate = ended.get();
        if (isTooLate) {
            tell(false);
        }
        return !isTooLate;
    }

    /** The end has come; whether it is the first one, which {@link #tell} has to follow. */
    public boolean come() {
        return ended.compareAndSet(false, true);
    }

    /**
     * Tells of the end.
     *
     * @param well whether what there was to write has been written
     */
    public void tell(boolean well) {
        Wire.Sent to = report.getAndSet(null);
        if (to == null) {
            tellGone();
        } else if (well) {
            to.sent();
        } else {
            to.failed();
        }
    }

    private void tellGone() {
        Runnable action = gone.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }
}
