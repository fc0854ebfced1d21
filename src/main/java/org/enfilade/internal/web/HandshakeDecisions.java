package org.enfilade.internal.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.enfilade.AsyncHandshakeCheck;
import org.enfilade.Handshake;
import org.enfilade.HandshakeRefused;
import org.enfilade.ServerOptions;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.RareWarning;
import org.enfilade.internal.time.Ticker;

/**
 * Asks the application about handshakes whose fate it decides later: so many at a time, and each for so long. Safe for
 * use by several threads.
 */
final class HandshakeDecisions {
    private final Optional<AsyncHandshakeCheck> check;
    private final ServerOptions options;
    private final Ticker ticker;
    private final Set<Decision> waiting = ConcurrentHashMap.newKeySet();
    private final RareWarning late = new RareWarning();
    private final RareWarning crowded = new RareWarning();
    private volatile boolean stopped;

    HandshakeDecisions(ServerOptions options, Ticker ticker) {
        this.check = options.allowRequestAsync();
        this.options = options;
        this.ticker = ticker;
    }

    /** Begins to ask; the answer may be there at once. */
    Decision ask(Handshake handshake) {
        if (check.isEmpty()) {
            return Decision.ADMITTED;
        }
        if (waiting.size() >= options.maxWaitingHandshakes()) {
            warn(
                    crowded,
                    () -> options.maxWaitingHandshakes() + " handshakes wait for allowRequestAsync, and more are "
                            + "refused (enfilade.maxWaitingHandshakes)");
            return Decision.refused(forbidden("maxWaitingHandshakes wait for allowRequestAsync"));
        }
        Decision decision = Decision.pending();
        waiting.add(decision);
        decision.whenMade(refusal -> waiting.remove(decision));
        begin(check.get(), handshake, decision);
        if (!decision.isMade()) {
            Ticker.Timer timer = ticker.after(options.allowRequestTimeout(), () -> tooLate(decision));
            decision.whenMade(refusal -> timer.cancel());
        }
        if (stopped) {
            stop();
        }
        return decision;
    }

    private static void begin(AsyncHandshakeCheck check, Handshake handshake, Decision decision) {
        try {
            CompletionStage<?> stage = Objects.requireNonNull(check.check(handshake), "no stage");
            stage.whenComplete((value, failure) ->
                    decision.make(failure == null ? Optional.empty() : Optional.of(refusalOf(failure))));
        } catch (Exception | Error e) {
            decision.make(Optional.of(refusalOf(e)));
        }
    }

    private static RequestRefusal refusalOf(Throwable failure) {
        Throwable cause = failure;
        while (isWrapper(cause) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof HandshakeRefused) {
            String message = cause.getMessage();
            return message == null ? forbidden("") : new RequestRefusal(EngineError.FORBIDDEN, message);
        }
        Log.error("allowRequestAsync failed", cause);
        return forbidden("");
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof CompletionException || failure instanceof ExecutionException;
    }

    private void tooLate(Decision decision) {
        decision.make(Optional.of(forbidden("allowRequestAsync took longer than allowRequestTimeout")));
        warn(
                late,
                () -> "allowRequestAsync has not decided about a handshake within " + options.allowRequestTimeout()
                        + ", and it was refused (enfilade.allowRequestTimeout)");
    }

    private static RequestRefusal forbidden(String detail) {
        return new RequestRefusal(
                EngineError.FORBIDDEN, EngineError.FORBIDDEN.message(), detail.isEmpty() ? "" : ": " + detail);
    }

    private void warn(RareWarning warning, Supplier<String> text) {
        warning.log(ticker.nanos(), text);
    }

    /** Refuses those that wait: the application ends. */
    void stop() {
        stopped = true;
        List.copyOf(waiting).forEach(decision -> decision.make(Optional.of(forbidden("the application ends"))));
    }

    /** How many wait, for tests. */
    int size() {
        return waiting.size();
    }
}
