package org.enfilade.it;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** {@link SlowReaderTests} where WildFly reads the frames, and gives messages to the thread that has. */
class SlowReaderInlineWildFlyIT extends SlowReaderTests {
    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.inline(
                Deployments.standardWire(Deployments.war("slow-reader-inline", SlowReaderApplication.class)));
    }
}
