package org.enfilade.internal.cdi;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.enfilade.Limit;
import org.enfilade.On;
import org.enfilade.ServerOptions;
import org.enfilade.internal.namespace.EventLimit;
import org.enfilade.internal.namespace.EventLimits;

/**
 * The {@link Limit}s of a namespace bean.
 *
 * @param all of its class
 * @param byEvent of its handlers, by the name of their event
 */
record DeclaredLimits(Optional<EventLimit> all, Map<String, EventLimit> byEvent) {
    /** Those of a bean, where they are as they have to be. */
    static DeclaredLimits of(AnnotatedType<?> type, Problems problems) {
        Map<String, EventLimit> byEvent = new HashMap<>();
        for (AnnotatedMethod<?> method : type.getMethods()) {
            Limit limit = method.getAnnotation(Limit.class);
            if (limit == null || HandlerMethods.isOverridden(method.getJavaMember(), type.getJavaClass())) {
                continue;
            }
            String place = Problems.place(method.getJavaMember());
            Optional<String> event = event(method);
            if (event.isEmpty()) {
                problems.add(Rule.LIMIT_HAS_EFFECT, place, "has a @Limit without effect: it is no @On handler");
            } else if (isSensible(limit, place, problems)
                    && byEvent.putIfAbsent(event.get(), read(limit, place)) != null) {
                problems.add(Rule.LIMIT_HAS_EFFECT, place, "has a second @Limit for the event \"" + event.get() + "\"");
            }
        }
        String place = Problems.place(type.getJavaClass());
        Optional<EventLimit> all = Optional.ofNullable(type.getAnnotation(Limit.class))
                .filter(limit -> isSensible(limit, place, problems))
                .map(limit -> read(limit, place));
        return new DeclaredLimits(all, byEvent);
    }

    private static Optional<String> event(AnnotatedMethod<?> method) {
        return HandlerMethods.observed(method)
                .map(observed -> observed.getAnnotation(On.class))
                .map(On::value);
    }

    private static boolean isSensible(Limit limit, String place, Problems problems) {
        boolean sensible = limit.value() > 0 && limit.seconds() > 0 && limit.burst() >= 0;
        if (!sensible) {
            problems.add(Rule.LIMIT_IS_POSITIVE, place, "has a @Limit that lets nothing pass");
        }
        return sensible;
    }

    private static EventLimit read(Limit limit, String place) {
        return EventLimit.of("@Limit of " + place, limit.value(), limit.seconds(), limit.burst(), limit.disconnect());
    }

    /** As the server sees them: the option counts where the class has none; {@code null} if nothing is declared. */
    EventLimits with(ServerOptions options) {
        return all.isEmpty() && byEvent.isEmpty()
                ? null
                : new EventLimits(all.or(() -> EventLimits.ofAll(options)).orElse(null), byEvent);
    }
}
