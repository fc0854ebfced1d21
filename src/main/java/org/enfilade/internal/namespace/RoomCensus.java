package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.RoomPage;
import org.enfilade.internal.reach.Peers;
import org.enfilade.internal.reach.Question;
import org.enfilade.internal.reach.RoomCounts;
import org.enfilade.internal.reach.RoomQuery;
import org.enfilade.internal.reach.Scope;

/** Counts who is in the rooms of a namespace, on this node and on the others. The namespace need not exist here. */
final class RoomCensus {
    private final Core core;
    private final Homes homes;

    RoomCensus(Core core, Homes homes) {
        this.core = core;
        this.homes = homes;
    }

    /** The rooms of this node; empty if it does not have the namespace. */
    Optional<RoomCounts> own(String namespace, RoomQuery query) {
        String node = core.peers().node().orElse("");
        return homes.existing(Scope.namespace(namespace)).stream()
                .<RoomCounts>map(each -> RoomCounts.of(node, each.rooms(), query))
                .findFirst();
    }

    /** The rooms of all nodes. */
    CompletionStage<RoomPage> everywhere(String namespace, RoomQuery query) {
        List<RoomCounts> counts = new ArrayList<>();
        own(namespace, query).ifPresent(counts::add);
        if (core.peers() == Peers.NONE) {
            return CompletableFuture.completedFuture(CountedRooms.of(query, counts, List.of()));
        }
        return core.onOwnThread(core.peers().ask(new Question.CountRooms(namespace, query)))
                .thenApply(answers -> {
                    counts.addAll(answers.all());
                    return CountedRooms.of(query, counts, answers.missingNodes());
                });
    }
}
