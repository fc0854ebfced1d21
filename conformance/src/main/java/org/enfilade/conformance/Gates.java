package org.enfilade.conformance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.NamespaceMatcher;

/** A dynamic namespace by function: whoever has the key opens it, for everybody. */
@NamespaceEndpoint(matcher = Gates.Keeper.class)
public class Gates extends Toolkit {
    @ApplicationScoped
    static class Keeper implements NamespaceMatcher {
        private static final String PREFIX = "/gate/";

        @Inject
        Timer timer;

        @Override
        public CompletionStage<Boolean> matchesAsync(String name, JsonObject auth) {
            if (!name.startsWith(PREFIX)) {
                return CompletableFuture.completedStage(false);
            }
            String gate = name.substring(PREFIX.length());
            if (gate.equals("error")) {
                throw new IllegalStateException("boom");
            }
            return timer.after(20).thenApply(over -> auth.getString("key", "").equals("open:" + gate));
        }
    }
}
