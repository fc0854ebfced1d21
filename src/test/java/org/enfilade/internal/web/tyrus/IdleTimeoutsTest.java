package org.enfilade.internal.web.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdleTimeoutsTest {
    private final ScheduledThreadPoolExecutor target = new ScheduledThreadPoolExecutor(0);
    private final IdleTimeouts timeouts = new IdleTimeouts(target);

    @AfterEach
    void end() {
        target.shutdownNow();
    }

    @Test
    void noTimeout_schedulesNothing() {
        assertThat((Object) timeouts.schedule(() -> {}, 0, TimeUnit.MILLISECONDS))
                .isNull();
        assertThat((Object) timeouts.schedule(() -> {}, -1, TimeUnit.MILLISECONDS))
                .isNull();

        assertThat(target.getQueue()).isEmpty();
    }

    @Test
    void timeout_isScheduled_andCanBeCancelled() {
        var future = timeouts.schedule(() -> {}, 1, TimeUnit.HOURS);

        assertThat(target.getQueue()).hasSize(1);
        assertThat(future.cancel(false)).isTrue();
    }
}
