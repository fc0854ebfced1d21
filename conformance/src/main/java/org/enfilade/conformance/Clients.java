package org.enfilade.conformance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.Arguments;
import org.enfilade.Namespace;
import org.enfilade.Of;
import org.enfilade.SocketIO;

/** What is known of clients, on this node and on the others of its cluster. */
@ApplicationScoped
public class Clients {
    static final String CONNECTIONS = "connections";
    static final String DEPARTURE = "departure";

    @Inject
    SocketIO io;

    @Inject
    @Of("/")
    Namespace main;

    @Inject
    Departures departures;

    /** How many connections there are. */
    CompletionStage<Integer> everywhere() {
        return ask(CONNECTIONS)
                .thenApply(answers -> io.connectionCount()
                        + answers.stream()
                                .mapToInt(answer -> answer.get(0, Integer.class))
                                .sum());
    }

    /** What happened to a socket; {@code null} while it is connected. */
    CompletionStage<Departures.Departure> departure(String id) {
        Departures.Departure here = departures.of(id);
        if (here != null) {
            return CompletableFuture.completedFuture(here);
        }
        return ask(DEPARTURE, id)
                .thenApply(answers -> answers.stream()
                        .map(answer -> answer.get(0, Departures.Departure.class))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    private CompletionStage<List<Arguments>> ask(String event, Object... args) {
        return main.serverSideEmitWithAck(event, args);
    }
}
