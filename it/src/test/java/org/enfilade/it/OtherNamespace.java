package org.enfilade.it;

import jakarta.enterprise.event.Observes;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;

/** For {@link PackagingIT}: what a second WAR serves. */
@NamespaceEndpoint("/other")
class OtherNamespace {
    String echo(@Observes @On("echo") String text) {
        return text;
    }
}
