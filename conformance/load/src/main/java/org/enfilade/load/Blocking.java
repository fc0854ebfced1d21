package org.enfilade.load;

import jakarta.enterprise.event.Observes;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;

/** The same, with handlers that might block, and {@code nap}, which does: for as many milliseconds as it is given. */
@NamespaceEndpoint("/bench")
public class Blocking extends Load {
    int nap(@Observes @On("nap") int millis) throws InterruptedException {
        Thread.sleep(millis);
        return millis;
    }
}
