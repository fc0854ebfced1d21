package org.enfilade.internal.namespace;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.Socket;
import org.enfilade.internal.engine.Reproach;
import org.enfilade.internal.log.Log;

/**
 * How a socket is admitted to its namespace, or refused. Whatever goes wrong, the client gets an answer, or its
 * connection ends.
 */
final class Admission {
    /** What is admitted. */
    interface Candidate {
        /** Runs the connect middleware; fails with what refused. */
        CompletionStage<?> middleware();

        /** The middleware has ended. */
        void admissionEnded();

        /**
         * Takes its place in the rooms; what other nodes emit once the client knows that it has joined shall reach it,
         * so they are told. Completes when they know; {@code null} if it is too late.
         */
        CompletionStage<Void> enter();

        /** Tells the client that it has joined; {@code false} if it is too late. */
        boolean connect();

        /** Tells the client that it has not. */
        void refuse(Throwable refusal);

        /** Ends the connection. */
        void abort(Reproach why);
    }

    private final Socket socket;
    private final NamespaceHandler handler;
    private final Mailbox mailbox;
    private final MailboxExecutor executor;
    private final Candidate candidate;

    /** @param candidate the socket's other side */
    Admission(Socket socket, NamespaceHandler handler, Mailbox mailbox, MailboxExecutor executor, Candidate candidate) {
        this.socket = socket;
        this.handler = handler;
        this.mailbox = mailbox;
        this.executor = executor;
        this.candidate = candidate;
    }

    /**
     * Runs the middleware, and joins or not. Where the application has nothing to say the client need not wait for a
     * thread: all of them may be busy with handlers that block.
     */
    void begin() {
        guarded(() -> {
            if (handler.admitsAtOnce()) {
                executor.runOnReader(() -> decide(null));
            } else {
                next(() -> middleware().whenComplete((ok, refusal) -> next(() -> decide(refusal))));
            }
        });
    }

    /** A step that may be the application's. */
    private void next(Runnable step) {
        if (!mailbox.tryAdd(() -> guarded(step))) {
            candidate.abort(Reproach.of("no thread could be had for its admission to " + name()));
        }
    }

    /** A step that fails would leave the client without an answer. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            Log.error("A socket could not be admitted to " + name(), e);
            candidate.abort(Reproach.of("it could not be admitted to " + name()));
        }
    }

    private String name() {
        return socket.namespace().name();
    }

    private CompletionStage<?> middleware() {
        try {
            return Objects.requireNonNull(candidate.middleware(), "no stage");
        } catch (RuntimeException | Error e) {
            Log.error("The middleware of " + name() + " could not be run", e);
            return CompletableFuture.failedFuture(e);
        }
    }

    private void decide(Throwable refusal) {
        candidate.admissionEnded();
        guarded(() -> {
            if (refusal == null) {
                enter();
            } else {
                candidate.refuse(refusal);
            }
        });
    }

    private void enter() {
        CompletionStage<Void> told = candidate.enter();
        if (told == null) {
            return;
        }
        if (told.toCompletableFuture().isDone()) {
            connect();
        } else {
            told.whenComplete((known, failure) -> guarded(this::entered));
        }
    }

    /** The other nodes know; this may be a thread of the bus. */
    private void entered() {
        if (handler.admitsAtOnce()) {
            executor.runOnReader(() -> guarded(this::connect));
        } else {
            next(this::connect);
        }
    }

    private void connect() {
        if (candidate.connect() && !handler.admitsAtOnce()) {
            handler.connected(socket);
        }
    }
}
