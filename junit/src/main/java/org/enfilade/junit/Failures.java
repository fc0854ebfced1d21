package org.enfilade.junit;

import jakarta.enterprise.inject.spi.DeploymentException;

/** What a failed deployment is to say first. */
final class Failures {
    private static final String OURS = "ENF-";

    private Failures() {}

    /** The numbered messages if there are any, with all else as their cause; otherwise the same. */
    static RuntimeException enfiladeFirst(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && message.contains(OURS)) {
                return cause == failure ? failure : new DeploymentException(message, failure);
            }
        }
        return failure;
    }
}
