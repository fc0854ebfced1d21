package org.enfilade.docs.shop;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Knows users by their tokens. */
public interface Users {
    Optional<String> byToken(String token);

    CompletionStage<String> verify(String token);

    boolean isMember(String user, String tenant);
}
