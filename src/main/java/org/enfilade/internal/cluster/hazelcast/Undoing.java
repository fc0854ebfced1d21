package org.enfilade.internal.cluster.hazelcast;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What has to be undone at the end. Steps run outside of the lock, and do not throw. */
final class Undoing {
    // guarded by this
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private boolean over;

    /** Adds a step; does it at once if the end has come meanwhile. */
    void add(Runnable step) {
        boolean isTooLate;
        synchronized (this) {
            isTooLate = over;
            if (!isTooLate) {
                steps.push(step);
            }
        }
        if (isTooLate) {
            step.run();
        }
    }

    /** The end: does all steps, the last first. */
    void run() {
        List<Runnable> all;
        synchronized (this) {
            over = true;
            all = List.copyOf(steps);
            steps.clear();
        }
        all.forEach(Runnable::run);
    }
}
