package org.enfilade.internal.cdi;

import jakarta.enterprise.util.AnnotationLiteral;
import org.enfilade.NewNamespace;
import org.enfilade.Of;
import org.enfilade.OnConnectionError;
import org.enfilade.OnHeaders;
import org.enfilade.OnInitialHeaders;

/** Qualifiers as values. */
final class Literals {
    static final OnConnectionError ON_CONNECTION_ERROR = new OnConnectionErrorLiteral();
    static final OnHeaders ON_HEADERS = new OnHeadersLiteral();
    static final OnInitialHeaders ON_INITIAL_HEADERS = new OnInitialHeadersLiteral();
    static final NewNamespace NEW_NAMESPACE = new NewNamespaceLiteral();
    static final Of OF = new OfLiteral();

    private Literals() {}

    private static final class OnConnectionErrorLiteral extends AnnotationLiteral<OnConnectionError>
            implements OnConnectionError {}

    private static final class OnHeadersLiteral extends AnnotationLiteral<OnHeaders> implements OnHeaders {}

    private static final class OnInitialHeadersLiteral extends AnnotationLiteral<OnInitialHeaders>
            implements OnInitialHeaders {}

    private static final class NewNamespaceLiteral extends AnnotationLiteral<NewNamespace> implements NewNamespace {}

    /** The value does not count: it is non-binding. */
    private static final class OfLiteral extends AnnotationLiteral<Of> implements Of {
        @Override
        public String value() {
            return "";
        }
    }
}
