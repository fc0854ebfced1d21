package org.enfilade.it;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** {@link SlowReaderTests} as a server serves without further ado. */
class SlowReaderIT extends SlowReaderTests {
    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("slow-reader", SlowReaderApplication.class);
    }
}
