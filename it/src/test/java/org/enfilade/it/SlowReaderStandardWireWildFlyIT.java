package org.enfilade.it;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** {@link SlowReaderTests} where WildFly reads the frames, and gives messages to a worker. */
class SlowReaderStandardWireWildFlyIT extends SlowReaderTests {
    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.standardWire(Deployments.war("slow-reader-standard", SlowReaderApplication.class));
    }
}
