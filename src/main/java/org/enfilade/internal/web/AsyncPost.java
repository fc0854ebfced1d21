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
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.log.Log;

/** A polling POST, read as it comes in and no further than the limit. */
final class AsyncPost implements ReadListener, AsyncListener {
    private final AsyncContext context;
    private final EngineGateway gateway;
    private final String sid;
    private final Executor nobody;
    private final ServletInputStream in;
    private final PostBody body;
    private final AtomicBoolean handled = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    /** @param nobody runs what the body brings as nobody, from which the connection's own caller takes over */
    AsyncPost(AsyncContext context, EngineGateway gateway, String sid, Executor nobody) throws IOException {
        this.context = context;
        this.gateway = gateway;
        this.sid = sid;
        this.nobody = nobody;
        this.in = context.getRequest().getInputStream();
        this.body = new PostBody(
                in,
                context.getRequest().getContentLengthLong(),
                gateway.options().maxHttpBufferSize());
        context.addListener(this);
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
            case TOO_LARGE -> {
                logTooLarge(context.getRequest());
                answer(AsyncPost::tooLarge);
            }
        }
    }

    @Override
    public void onAllDataRead() {
        handle();
    }

    /** Once: Payara also calls back after the last byte, and then more than once. */
    private void handle() {
        if (ended.get() || !handled.compareAndSet(false, true)) {
            return;
        }
        String text;
        try {
            text = body.text();
        } catch (CharacterCodingException e) {
            gateway.abort(sid);
            answer(AsyncPost::badRequest);
            return;
        }
        nobody.execute(() -> post(text));
    }

    private void post(String text) {
        if (gateway.post(sid, text)) {
            answer(response -> Answers.text(response, HttpServletResponse.SC_OK, "ok"));
        } else {
            answer(AsyncPost::badRequest);
        }
    }

    static void logTooLarge(ServletRequest request) {
        String address = request.getRemoteAddr();
        Log.debug(() -> "A POST body of " + address + " is longer than maxHttpBufferSize, and is answered by 413");
    }

    /** The answer to a body over the limit; the rest of it is not read. */
    static void tooLarge(HttpServletResponse response) throws IOException {
        response.setHeader("Connection", "close");
        Answers.text(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "");
    }

    /** The answer to a body that does not end. */
    private static void tooLate(HttpServletResponse response) throws IOException {
        response.setHeader("Connection", "close");
        Answers.text(response, HttpServletResponse.SC_REQUEST_TIMEOUT, "");
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
        if (!ended.compareAndSet(false, true)) {
            return;
        }
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
            complete();
        }
    }

    @Override
    public void onError(Throwable failure) {
        giveUp();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        answer(AsyncPost::tooLate);
    }

    @Override
    public void onError(AsyncEvent event) {
        giveUp();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        ended.set(true);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
