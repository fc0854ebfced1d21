package org.enfilade.internal.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.enfilade.ServerOptions;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.Posting;
import org.enfilade.internal.log.Log;

/** A polling POST, read as it comes in and no further than the limit. */
final class AsyncPost implements ReadListener, AsyncListener {
    private final AsyncContext context;
    private final Posting post;
    private final Executor nobody;
    private final ServletInputStream in;
    private final PostBody body;
    private final AtomicBoolean handled = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * A request of which nothing is read yet.
     *
     * @param options which have its bounds
     * @param post the session's side of it, which is told of its end
     * @param nobody runs what the body brings as nobody, from which the connection's own caller takes over
     */
    AsyncPost(AsyncContext context, ServerOptions options, Posting post, Executor nobody) throws IOException {
        this.context = context;
        this.post = post;
        this.nobody = nobody;
        this.in = context.getRequest().getInputStream();
        this.body = new PostBody(
                in,
                context.getRequest().getContentLengthLong(),
                options.maxHttpBufferSize(),
                options.maxBufferedChunks(),
                post::take);
        context.setTimeout(options.httpRequestBodyTimeout().toMillis());
        context.addListener(this);
    }

    /** Whether a body is announced that is not text. */
    static boolean isBinary(ServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith(Answers.BINARY);
    }

    void read() {
        in.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        if (ended.get()) {
            return;
        }
        switch (body.readOn()) {
            case PARTIAL -> {}
            case COMPLETE -> handle();
            case TOO_LARGE -> refuseTooLarge();
            case TOO_MANY_PIECES -> {
                post.tooManyPieces();
                answer(AsyncPost::tooLarge);
            }
            case REFUSED -> answer(AsyncPost::refused);
        }
    }

    @Override
    public void onAllDataRead() {
        handle();
    }

    /** Once: Payara also calls back after the last byte, and then more than once. */
    private void handle() {
        if (body.isOver()) {
            return; // it is refused by whoever has read the last of it
        }
        if (ended.get() || !handled.compareAndSet(false, true)) {
            return;
        }
        Consumer<Consumer<EngineError>> delivery;
        try {
            delivery = delivery();
        } catch (CharacterCodingException e) {
            post.abort();
            answer(AsyncPost::badRequest);
            return;
        }
        try {
            nobody.execute(() -> delivery.accept(this::delivered));
        } catch (RuntimeException | Error e) {
            // Without an answer the server would give one of its own, and the client believe that its messages have
            // arrived.
            Log.error("A POST could not be handled", e);
            post.abort();
            answer(AsyncPost::badRequest);
        }
    }

    /** What brings the body to the session, which says then whether it has taken it. */
    private Consumer<Consumer<EngineError>> delivery() throws CharacterCodingException {
        if (isBinary(context.getRequest())) {
            return outcome -> post.deliver(body.bytes(), outcome);
        }
        String text = body.text();
        return outcome -> post.deliver(text, outcome);
    }

    private void delivered(EngineError refusal) {
        if (refusal == null) {
            answer(response -> Answers.text(response, HttpServletResponse.SC_OK, "ok"));
        } else {
            answer(response -> Answers.refuse(response, refusal, refusal.message()));
        }
    }

    /** Refuses a body over the limit. */
    void refuseTooLarge() {
        logTooLarge(context.getRequest());
        post.tooLarge();
        answer(AsyncPost::tooLarge);
    }

    static void logTooLarge(ServletRequest request) {
        String address = request.getRemoteAddr();
        Log.debug(() -> "A POST body of " + address + " is longer than maxHttpBufferSize, and is answered by 413");
    }

    /** The answer to a body over the limit; what has not been read of it by then is not read. */
    static void tooLarge(HttpServletResponse response) throws IOException {
        response.setHeader("Connection", "close");
        empty(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
    }

    /** The answer to a body that is not read to its end, since the session is over or nothing more may wait. */
    static void refused(HttpServletResponse response) throws IOException {
        response.setHeader("Connection", "close");
        badRequest(response);
    }

    /** The answer to a body that does not end. */
    private static void tooLate(HttpServletResponse response) throws IOException {
        response.setHeader("Connection", "close");
        empty(response, HttpServletResponse.SC_REQUEST_TIMEOUT);
    }

    /**
     * GlassFish (7.0.21) sends 200 for an asynchronous answer without a byte unless it is committed before it is
     * complete.
     */
    private static void empty(HttpServletResponse response, int status) throws IOException {
        Answers.text(response, status, "");
        response.flushBuffer();
    }

    private static void badRequest(HttpServletResponse response) throws IOException {
        Answers.refuse(response, EngineError.BAD_REQUEST, EngineError.BAD_REQUEST.message());
    }

    /** What is written to the client. */
    private interface Answer {
        void write(HttpServletResponse response) throws IOException;
    }

    /** Short enough for the response's buffer, so that writing does not block. */
    private void answer(Answer answer) {
        answer(answer, () -> {});
    }

    /** @param first what comes before the client knows, and when nobody reads any more: that would be an answer too */
    private void answer(Answer answer, Runnable first) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        first.run();
        // Before the client knows, since it may send the next one then.
        post.end(() -> write(answer));
    }

    private void write(Answer answer) {
        try {
            answer.write((HttpServletResponse) context.getResponse());
        } catch (IOException | RuntimeException e) {
            // The client is gone.
        } finally {
            complete();
        }
    }

    private void complete() {
        try {
            context.complete();
        } catch (IllegalStateException alreadyDone) {
            // The container has completed it, for example after a timeout.
        }
    }

    private void giveUp() {
        if (ended.compareAndSet(false, true)) {
            post.end(this::complete);
        }
    }

    @Override
    public void onError(Throwable failure) {
        giveUp();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // Taken from whoever handles it, if nobody does.
        boolean taken = handled.compareAndSet(false, true);
        answer(AsyncPost::tooLate, () -> {
            if (taken) {
                post.tooLate();
            }
        });
    }

    @Override
    public void onError(AsyncEvent event) {
        giveUp();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        if (ended.compareAndSet(false, true)) {
            post.end(() -> {});
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
