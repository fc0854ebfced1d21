package org.enfilade.internal.recovery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Emissions that are under way, from before their receivers are looked up until they have been sent. Tells when all
 * that had begun by a moment are over. Safe for use by any thread.
 */
public final class Underway {
    /** Those that have begun between two moments that somebody has asked for. */
    private final class Group implements Emission {
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        // guarded by Underway.this
        private int count;

        @Override
        public void end() {
            boolean isLast;
            synchronized (Underway.this) {
                isLast = --count == 0 && this != current;
            }
            if (isLast) {
                over.complete(null);
            }
        }
    }

    /** An emission. */
    public interface Emission {
        /** It has been sent. Once. */
        void end();
    }

    // guarded by this
    private Group current = new Group();
    private CompletableFuture<Void> earlier = CompletableFuture.completedFuture(null);

    /** An emission begins. */
    public synchronized Emission begin() {
        Group group = current;
        group.count++;
        return group;
    }

    /** Completes when all that have begun are over. Never fails. */
    public CompletionStage<Void> over() {
        synchronized (this) {
            if (current.count > 0) {
                earlier = CompletableFuture.allOf(earlier, current.over);
                current = new Group();
            }
            return earlier;
        }
    }
}
