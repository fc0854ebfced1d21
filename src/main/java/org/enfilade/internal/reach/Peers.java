package org.enfilade.internal.reach;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.Cluster;

/** The other nodes of the cluster. Any thread; never blocks. */
public interface Peers extends Cluster {
    /** Those of a node that is alone. */
    Peers NONE = new Peers() {};

    @Override
    default String node() {
        return "";
    }

    @Override
    default Set<String> others() {
        return Set.of();
    }

    @Override
    default long messagesSent() {
        return 0;
    }

    @Override
    default long messagesReceived() {
        return 0;
    }

    @Override
    default int ownRooms() {
        return 0;
    }

    @Override
    default int otherRooms() {
        return 0;
    }

    /** What the ids of this node's sessions and sockets end with, and no other node's do. */
    default String tag() {
        return "";
    }

    /**
     * Notes that the first member has come or the last one has gone. Only a note, which may be taken under a lock; {@link #settled}
     * tells the others.
     *
     * @param key of a {@link Scope}
     * @param room empty for the scope as a whole
     */
    default void changed(String key, String room, boolean occupied) {}

    /** Tells the others what was noted; completes when they know, or have gone, or are silent for too long. Never fails. */
    default CompletionStage<Void> settled() {
        return CompletableFuture.completedFuture(null);
    }

    /** Sends an event to the sockets of the other nodes. */
    default void emit(Scope scope, Audience audience, Encoded event, boolean bestEffort) {}

    /** Sends an event and gathers the answers of the other nodes; never fails. */
    default CompletionStage<NodeAnswers> emitWithAck(
            Scope scope, Audience audience, Encoded event, Duration timeout, boolean bestEffort) {
        return CompletableFuture.completedFuture(new NodeAnswers(List.of(), List.of(), List.of()));
    }

    /** Descriptions of the sockets of the other nodes, one for each node that answers; never fails. */
    default CompletionStage<List<Encoded>> sockets(Scope scope, Audience audience) {
        return CompletableFuture.completedFuture(List.of());
    }

    /** Makes sockets of the other nodes join rooms. */
    default void join(Scope scope, Audience audience, List<String> rooms) {}

    /** Makes sockets of the other nodes leave rooms. */
    default void leave(Scope scope, Audience audience, List<String> rooms) {}

    /** Disconnects sockets of the other nodes. */
    default void disconnect(Scope scope, Audience audience, boolean close) {}

    /** Hands an event to the application on the other nodes. */
    default void serverSideEmit(String namespace, Encoded event) {}

    /** The same, and gathers what it answers there; never fails. */
    default CompletionStage<NodeAnswers> serverSideEmitWithAck(String namespace, Encoded event, Duration timeout) {
        return CompletableFuture.completedFuture(new NodeAnswers(List.of(), List.of(), List.of()));
    }
}
