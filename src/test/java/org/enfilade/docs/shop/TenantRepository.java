package org.enfilade.docs.shop;

import java.util.concurrent.CompletionStage;

/** Knows which tenants there are. */
public interface TenantRepository {
    boolean exists(String tenant);

    CompletionStage<Boolean> existsAsync(String tenant);
}
