package org.enfilade.internal.management;

import java.time.Duration;
import org.enfilade.internal.namespace.Figures;

/** An application that has started, as operations see it. Safe for use by any thread. */
public final class Running {
    /** A restart is a heavy remedy: handlers that wait for something slow are better than none. */
    private static final Duration STUCK = Duration.ofMinutes(2);

    private final String path;
    private final Figures figures;
    private final HandlerThreads threads;

    /** @param path where it listens */
    public Running(String path, Figures figures, HandlerThreads threads) {
        this.path = path;
        this.figures = figures;
        this.threads = threads;
    }

    /** Where it listens. */
    public String path() {
        return path;
    }

    /** What is connected, refused, closed and waiting. */
    public Figures figures() {
        return figures;
    }

    /** What handlers run on. */
    public HandlerThreads threads() {
        return threads;
    }

    /** Whether clients can connect. */
    public boolean isReady() {
        return figures.isAccepting();
    }

    /** Whether handlers get on. If not, no handler has ended for two minutes, while others wait. */
    public boolean isAlive() {
        return threads.longestWait().compareTo(STUCK) < 0;
    }
}
