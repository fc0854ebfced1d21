package org.enfilade.junit.guide;

import org.enfilade.junit.EnfiladeTest;
import org.junit.jupiter.api.Test;

@EnfiladeTest(packagesOf = Orders.class)
class DeploymentTest {
    @Test
    void application_deploys() {}
}
