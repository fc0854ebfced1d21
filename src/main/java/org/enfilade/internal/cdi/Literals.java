package org.enfilade.internal.cdi;

import jakarta.enterprise.util.AnnotationLiteral;
import org.enfilade.NewNamespace;
import org.enfilade.Of;
import org.enfilade.OnConnectionError;

/** Qualifiers as values. */
final class Literals {
    static final OnConnectionError ON_CONNECTION_ERROR = new OnConnectionErrorLiteral();
    static final NewNamespace NEW_NAMESPACE = new NewNamespaceLiteral();
    static final Of OF = new OfLiteral();

    private Literals() {}

    private static final class OnConnectionErrorLiteral extends AnnotationLiteral<OnConnectionError>
            implements OnConnectionError {}

    private static final class NewNamespaceLiteral extends AnnotationLiteral<NewNamespace> implements NewNamespace {}

    /** The value does not count: it is non-binding. */
    private static final class OfLiteral extends AnnotationLiteral<Of> implements Of {
        @Override
        public String value() {
            return "";
        }
    }
}
