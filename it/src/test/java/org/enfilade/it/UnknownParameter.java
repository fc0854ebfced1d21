package org.enfilade.it;

import jakarta.enterprise.event.Observes;
import java.util.Locale;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;

/** A mistake that shows when the application starts: a parameter that no bean can fill. */
@NamespaceEndpoint("/")
class UnknownParameter {
    void echo(@Observes @On("echo") String text, Locale locale) {}
}
