package org.enfilade.it;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** {@link SlowReaderTests} where messages are dispatched to a worker, as WildFly does by default. */
class SlowReaderDispatchedWildFlyIT extends SlowReaderTests {
    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.dispatched(Deployments.war("slow-reader-dispatched", SlowReaderApplication.class));
    }
}
