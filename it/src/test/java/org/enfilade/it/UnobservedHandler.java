package org.enfilade.it;

import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;

/** A handler that nobody would ever call. */
@NamespaceEndpoint("/unobserved")
public class UnobservedHandler {
    String echo(@On("echo") String text) {
        return text;
    }
}
