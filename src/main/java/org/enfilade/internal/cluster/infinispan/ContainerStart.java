package org.enfilade.internal.cluster.infinispan;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The start of the server's cache container. One for each deployment: each has its own copy of this class.
 */
final class ContainerStart {
    static final ContainerStart OF_THIS_DEPLOYMENT = new ContainerStart();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch up = new CountDownLatch(1);
    private volatile Runnable request;

    /** The server has a container, which this makes it start. */
    void prepared(Runnable howToStart) {
        request = howToStart;
    }

    void isUp() {
        up.countDown();
    }

    /** Starts it, and waits until it is up; {@code false} if the server has none. */
    boolean start() {
        Runnable howToStart = request;
        if (howToStart == null) {
            return false;
        }
        howToStart.run();
        try {
            if (!up.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "the server's cache container has not come up within " + PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server's cache container comes up", e);
        }
        return true;
    }
}
