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
    private record Bound(NamespaceMatcher matcher, RequestContexts requests) {}

    private volatile Bound bound;

    void bind(NamespaceMatcher matcher, RequestContexts requests) {
        bound = new Bound(matcher, requests);
    }

    @Override
    public CompletionStage<Boolean> decide(String name, JsonObject auth) {
        Bound application = bound;
        return application.requests.call(null, () -> ask(application.matcher, name, auth));
    }

    private CompletionStage<Boolean> ask(NamespaceMatcher matcher, String name, JsonObject auth) {
        try {
            return matcher.matchesAsync(name, auth).handle((yes, failure) -> answer(matcher, yes, failure));
        } catch (Throwable e) {
            return CompletableFuture.completedFuture(answer(matcher, null, e));
        }
    }

    private static boolean answer(NamespaceMatcher matcher, Boolean matches, Throwable failure) {
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
