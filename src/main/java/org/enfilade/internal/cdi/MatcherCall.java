package org.enfilade.internal.cdi;

import jakarta.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.NamespaceMatcher;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.namespace.ChildMatcher;
import org.enfilade.internal.namespace.ClientMistake;

/** Asks a matcher bean; whatever goes wrong is logged and means no. */
final class MatcherCall implements ChildMatcher.Decision {
    private final NamespaceMatcher matcher;
    private final RequestContexts requests;

    MatcherCall(NamespaceMatcher matcher, RequestContexts requests) {
        this.matcher = matcher;
        this.requests = requests;
    }

    @Override
    public CompletionStage<Boolean> decide(String name, JsonObject auth) {
        return requests.call(null, () -> ask(name, auth));
    }

    private CompletionStage<Boolean> ask(String name, JsonObject auth) {
        try {
            return matcher.matchesAsync(name, auth).handle((yes, failure) -> answer(yes, failure));
        } catch (Throwable e) {
            return CompletableFuture.completedFuture(answer(null, e));
        }
    }

    private boolean answer(Boolean matches, Throwable failure) {
        if (failure != null) {
            failed("The namespace matcher " + matcher.getClass().getName() + " failed, which counts as no", failure);
        }
        return Boolean.TRUE.equals(matches);
    }

    private static void failed(String what, Throwable failure) {
        ClientMistake mistake = ClientMistake.behind(failure);
        if (mistake == null) {
            Log.error(what, failure);
        } else {
            Log.debug(() -> what + ": what the client sent does not fit: " + mistake.getMessage());
        }
    }
}
