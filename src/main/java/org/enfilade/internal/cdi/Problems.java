package org.enfilade.internal.cdi;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.enfilade.internal.log.Log;

/** The mistakes found in a deployment. */
final class Problems {
    private final Set<String> messages = new LinkedHashSet<>();

    /** What is wrong is a sentence without its full stop that goes on from the place. */
    void add(Rule rule, String place, String wrong) {
        messages.add(message(rule, place, wrong));
    }

    boolean areNone() {
        return messages.isEmpty();
    }

    static String message(Rule rule, String place, String wrong) {
        return rule.code() + ": " + place + " " + wrong + ". To mend it: " + rule.remedy() + ".";
    }

    /** All of them in one exception, logged first: servers bury the causes of a failed deployment. */
    Optional<DeploymentException> report() {
        if (messages.isEmpty()) {
            return Optional.empty();
        }
        String all = "Enfilade cannot serve this application:\n  " + String.join("\n  ", messages);
        Log.report(all);
        return Optional.of(new DeploymentException(all));
    }

    static String place(Class<?> type) {
        return type.getName();
    }

    static String place(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName() + TypeNames.parameters(method);
    }
}
