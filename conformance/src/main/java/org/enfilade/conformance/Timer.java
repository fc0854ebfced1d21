package org.enfilade.conformance;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Waits without a thread. What follows runs on one of the few threads of the container's timer: it must not block. */
@ApplicationScoped
public class Timer {
    @Resource
    private ManagedScheduledExecutorService executor;

    CompletionStage<Void> after(long milliseconds) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        executor.schedule(() -> over.complete(null), milliseconds, MILLISECONDS);
        return over;
    }
}
