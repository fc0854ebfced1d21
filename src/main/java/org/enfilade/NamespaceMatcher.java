package org.enfilade;

import jakarta.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Decides whether a namespace that does not exist yet is to be created: the function form of a dynamic namespace. A
 * bean named by {@link NamespaceEndpoint#matcher()} implements one of the two methods.
 *
 * <p>It is asked once for each connection to a name that no namespace and no matcher before it has claimed; a child
 * that exists already is joined without asking. A {@code false}, an exception, or a failed stage is answered with
 * {@code connect_error} "Invalid namespace". Called on a managed thread that may block.
 *
 * @see <a href="https://socket.io/docs/v4/namespaces/#dynamic-namespaces">Socket.IO: Dynamic namespaces</a>
 */
public interface NamespaceMatcher {
    /**
     * The immediate form.
     *
     * @param name the name the client asks for, with its leading slash
     * @param auth the client's auth payload; empty if it sent none
     * @return whether to create the namespace
     * @throws Exception counts as {@code false}, and is logged
     */
    default boolean matches(String name, JsonObject auth) throws Exception {
        throw new UnsupportedOperationException(
                getClass().getName() + " implements neither matches nor matchesAsync of NamespaceMatcher");
    }

    /**
     * The asynchronous form; calls {@link #matches} unless overridden.
     *
     * @param name the name the client asks for, with its leading slash
     * @param auth the client's auth payload; empty if it sent none
     * @return completes with whether to create the namespace; a failure counts as {@code false}, and is logged
     * @throws Exception counts as {@code false}, and is logged
     */
    default CompletionStage<Boolean> matchesAsync(String name, JsonObject auth) throws Exception {
        return CompletableFuture.completedFuture(matches(name, auth));
    }
}
