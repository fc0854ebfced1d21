package org.enfilade.docs.shop;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Knows users by their tokens. */
public interface Users {
    Optional<String> byToken(String token);

    Instant expiryOf(String token);

    CompletionStage<String> verify(String token);

    boolean isMember(String user, String tenant);
}
