package org.enfilade.internal.cluster.jgroups;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The start of the server's channel, asked for when the deployment begins. One for each deployment: each has its own
 * copy of this class.
 */
final class ChannelStart {
    static final ChannelStart OF_THIS_DEPLOYMENT = new ChannelStart();

    /** JGroups looks for others for some seconds if there are none. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch up = new CountDownLatch(1);
    private volatile boolean requested;

    /** The server has a channel, and has been told that it is wanted. */
    void requested() {
        requested = true;
    }

    void isUp() {
        up.countDown();
    }

    /** Waits for a channel that was asked for. */
    void await() {
        if (!requested) {
            return;
        }
        try {
            if (!up.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("The server's JGroups channel has not come up within "
                        + PATIENCE.toSeconds() + " s; enfilade.cluster=false starts without a cluster");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server's JGroups channel comes up", e);
        }
    }
}
