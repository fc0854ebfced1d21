package org.enfilade.internal.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** An answer of some length, sent to a client that may be slow, or may not read at all. */
final class AsyncBody implements AsyncListener {
    /** Enough for a few hundred kilobytes on a slow line. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final AsyncContext context;
    private final AtomicBoolean ended = new AtomicBoolean();

    private AsyncBody(AsyncContext context) {
        this.context = context;
    }

    /** Sends it after the headers, which the response has; a client that has not taken it in time is cut off. */
    static void send(HttpServletRequest request, byte[] bytes) throws IOException {
        AsyncContext context = request.startAsync();
        context.setTimeout(LONGEST.toMillis());
        AsyncBody body = new AsyncBody(context);
        context.addListener(body);
        ServletOutputStream out = context.getResponse().getOutputStream();
        out.setWriteListener(new AsyncWriter(out, bytes, success -> body.end()));
    }

    private void end() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try {
            context.complete();
        } catch (IllegalStateException alreadyDone) {
            // The container has completed it, for example after a timeout.
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        ended.set(true);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
