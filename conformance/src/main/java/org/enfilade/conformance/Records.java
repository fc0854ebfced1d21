package org.enfilade.conformance;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.enfilade.Arg;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.internal.cluster.ClusterBuses;
import org.enfilade.internal.web.ClusterSite;
import org.enfilade.spi.RecordCache;

/** The cache that sessions are recorded in, under a name of its own, for the tests of a cluster. */
@ApplicationScoped
@NamespaceEndpoint("/records")
public class Records {
    private ClusterBuses.FoundCache found;

    private synchronized RecordCache cache() {
        if (found == null) {
            found = new ClusterBuses(Records.class.getClassLoader())
                    .findCache(new ClusterSite("conformance records"))
                    .orElseThrow();
        }
        return found.cache();
    }

    String kind(@Observes @On("kind") String any) {
        cache();
        return found.kind();
    }

    CompletionStage<String> put(@Observes @On("put") String key, @Arg(1) String value, @Arg(2) long milliseconds) {
        return cache().put(key, value.getBytes(StandardCharsets.UTF_8), Duration.ofMillis(milliseconds))
                .thenApply(done -> "ok");
    }

    CompletionStage<Optional<String>> remove(@Observes @On("remove") String key) {
        return cache().remove(key).thenApply(value -> value.map(bytes -> new String(bytes, StandardCharsets.UTF_8)));
    }

    @PreDestroy
    synchronized void close() {
        if (found != null) {
            found.cache().close();
        }
    }
}
