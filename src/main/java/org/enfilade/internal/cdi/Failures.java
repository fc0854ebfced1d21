package org.enfilade.internal.cdi;

import java.util.concurrent.CompletionException;

/** What stages wrap around exceptions. */
final class Failures {
    private Failures() {}

    static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
