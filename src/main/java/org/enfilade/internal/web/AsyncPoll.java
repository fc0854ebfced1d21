package org.enfilade.internal.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.PollEnd;
import org.enfilade.internal.engine.PollExchange;
import org.enfilade.internal.engine.Wire;

/** A polling GET that waits for its answer, and then writes it without blocking whoever gave it. */
final class AsyncPoll implements PollExchange, AsyncListener {
    private final AsyncContext context;
    private final PollCompression compression;
    private final int threshold;
    private final PollEnd end = new PollEnd();

    /** One whose answer is written as it is. */
    AsyncPoll(AsyncContext context) {
        this(context, PollCompression.OFF, Integer.MAX_VALUE);
    }

    /** @param threshold from how many bytes on its answer is compressed */
    AsyncPoll(AsyncContext context, PollCompression compression, int threshold) {
        this.context = context;
        this.compression = compression;
        this.threshold = threshold;
        context.addListener(this);
    }

    @Override
    public void whenGone(Runnable action) {
        end.whenGone(action);
    }

    @Override
    public void answer(String payload, boolean compress, Wire.Sent to) {
        answer(payload.getBytes(StandardCharsets.UTF_8), Answers.TEXT, compress, to);
    }

    @Override
    public void answerBinary(byte[] payload, boolean compress, Wire.Sent to) {
        answer(payload, Answers.BINARY, compress, to);
    }

    private void answer(byte[] bytes, String type, boolean compress, Wire.Sent to) {
        if (!end.answers(to)) {
            return;
        }
        try {
            HttpServletResponse response = (HttpServletResponse) context.getResponse();
            byte[] body = compress ? compression.applied(bytes, threshold) : bytes;
            Answers.prepare(response, type, body.length);
            if (compression != PollCompression.OFF) {
                response.addHeader("Vary", "Accept-Encoding");
            }
            if (body != bytes) {
                response.setHeader("Content-Encoding", compression.encoding());
            }
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new AsyncWriter(out, body, this::end));
        } catch (IOException | RuntimeException e) {
            end(false);
        }
    }

    @Override
    public void refuse(EngineError error) {
        refuse(error, error.message());
    }

    /** Answers with an error that has a message of its own. */
    void refuse(EngineError error, String message) {
        try {
            Answers.refuse((HttpServletResponse) context.getResponse(), error, message);
        } catch (IOException | RuntimeException e) {
            // The client is gone.
        } finally {
            end(true);
        }
    }

    private void end(boolean well) {
        // Completing calls onComplete, here or on another thread: only the first end counts.
        if (!end.come()) {
            return;
        }
        try {
            context.complete();
        } catch (IllegalStateException alreadyDone) {
            // The container has completed it, for example after a timeout.
        }
        end.tell(well);
    }

    // --- the container's events

    @Override
    public void onTimeout(AsyncEvent event) {
        end(false);
    }

    @Override
    public void onError(AsyncEvent event) {
        end(false);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end(false);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
