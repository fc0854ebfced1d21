package org.enfilade.docs.shop;

import java.util.concurrent.CompletionStage;

/** Knows which tenants there are. */
public interface TenantRepository {
    boolean exists(String tenant);

    boolean isOrigin(String origin);

    CompletionStage<Boolean> existsAsync(String tenant);
}
