package org.enfilade.internal.reach;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.Cluster;

/** The other nodes of the cluster. Any thread; never blocks. */
public interface Peers extends Cluster {
    /** Those of a node that is alone. */
    Peers NONE = new Peers() {};

    @Override
    default Optional<String> node() {
        return Optional.empty();
    }

    @Override
    default Set<String> others() {
        return Set.of();
    }

    /** How many rooms with members on this node the others know of, scopes as a whole among them. */
    default int ownRooms() {
        return 0;
    }

    /** The same for the rooms with members on other nodes; a room with members on two counts once. */
    default int otherRooms() {
        return 0;
    }

    /** What the ids of this node's sessions and sockets end with, and no other node's do. */
    default String tag() {
        return "";
    }

    /**
     * Notes that the first member has come or the last one has gone. Only a note, which may be taken under a lock;
     * {@link #tellRooms} tells the others.
     *
     * @param key of a {@link Scope}
     * @param room empty for the scope as a whole
     */
    default void changed(String key, String room, boolean occupied) {}

    /**
     * Tells the others what was noted; completes when they know, or have gone, or are silent for too long. Never fails.
     */
    default CompletionStage<Void> tellRooms() {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Tells the nodes that a command concerns, and returns their names.
     *
     * @throws IllegalArgumentException if it is too long
     */
    default Set<String> tell(Command command) {
        return Set.of();
    }

    /**
     * Asks the nodes that a question concerns; the stage never fails.
     *
     * @throws IllegalArgumentException if it is too long
     */
    default <A> CompletionStage<Answers<A>> ask(Question<A> question) {
        return CompletableFuture.completedFuture(Answers.none());
    }
}
