package org.enfilade.internal.cdi;

import jakarta.enterprise.inject.spi.AnnotatedParameter;
import java.lang.reflect.Type;

/** Where the value of a handler's parameter comes from. */
sealed interface Parameter {
    record OfSocket() implements Parameter {}

    record OfNamespace() implements Parameter {}

    record OfEvent() implements Parameter {}

    record OfAck() implements Parameter {}

    /** The reason of a disconnect, or what middleware threw. */
    record OfOccurrence() implements Parameter {}

    record OfArgument(int index, Type type) implements Parameter {}

    record OfVariable(String name, Class<?> type) implements Parameter {}

    record Injected(AnnotatedParameter<?> point) implements Parameter {}
}
