package org.enfilade.internal.cdi;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedField;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.enfilade.Ack;
import org.enfilade.Arg;
import org.enfilade.ConnectionError;
import org.enfilade.Namespace;
import org.enfilade.NewNamespace;
import org.enfilade.Of;
import org.enfilade.OnConnectionError;
import org.enfilade.OnHeaders;
import org.enfilade.OnInitialHeaders;
import org.enfilade.Param;
import org.enfilade.ResponseHeaders;
import org.enfilade.Socket;

/** Finds our annotations in a bean where nobody looks at them. */
final class Misplaced {
    /** What is observed anywhere in the application, by its qualifier. */
    private static final Map<Class<? extends Annotation>, Class<?>> OBSERVED = Map.of(
            NewNamespace.class, Namespace.class,
            OnConnectionError.class, ConnectionError.class,
            OnInitialHeaders.class, ResponseHeaders.class,
            OnHeaders.class, ResponseHeaders.class);

    private final AnnotatedType<?> type;
    private final Problems problems;

    /** The type is the one that was found, before anything was taken off it. */
    Misplaced(AnnotatedType<?> type, Problems problems) {
        this.type = type;
        this.problems = problems;
    }

    void check() {
        for (AnnotatedField<?> field : type.getFields()) {
            if (field.isAnnotationPresent(Of.class) && !isInjected(field)) {
                problems.add(
                        Rule.OF_INJECTS,
                        Problems.place(field.getJavaMember().getDeclaringClass()) + "."
                                + field.getJavaMember().getName(),
                        "has an @Of and no @Inject");
            }
        }
        type.getConstructors().forEach(constructor -> {
            String place = Problems.place(type.getJavaClass());
            constructor.getParameters().forEach(parameter -> {
                checkArgument(parameter, null, place);
                checkOf(parameter, isInjected(constructor), place);
            });
        });
        for (AnnotatedMethod<?> method : type.getMethods()) {
            if (!method.getJavaMember().isSynthetic()
                    && !HandlerMethods.isOverridden(method.getJavaMember(), type.getJavaClass())) {
                check(method);
            }
        }
    }

    private void check(AnnotatedMethod<?> method) {
        String place = Problems.place(method.getJavaMember());
        if (method.isAnnotationPresent(Of.class) && !method.isAnnotationPresent(Produces.class)) {
            problems.add(Rule.OF_INJECTS, place, "has an @Of, which belongs on a parameter");
        }
        boolean unobserved = false;
        for (AnnotatedParameter<?> parameter : method.getParameters()) {
            unobserved |= checkQualifier(method, parameter, place);
        }
        if (unobserved) {
            return;
        }
        Optional<AnnotatedParameter<?>> observed = HandlerMethods.observed(method);
        boolean injected = isInjected(method) || method.getParameters().stream().anyMatch(Misplaced::isEvent);
        for (AnnotatedParameter<?> parameter : method.getParameters()) {
            checkArgument(parameter, observed.orElse(null), place);
            checkOf(parameter, injected, place);
        }
    }

    /** Whether there is one of our qualifiers without an effect. */
    private boolean checkQualifier(AnnotatedMethod<?> method, AnnotatedParameter<?> parameter, String place) {
        Optional<Annotation> qualifier =
                parameter.getAnnotations().stream().filter(Misplaced::isOurs).findFirst();
        if (qualifier.isEmpty() || isInjected(method) || parameter.isAnnotationPresent(Disposes.class)) {
            return false;
        }
        if (!isEvent(parameter)) {
            problems.add(
                    Rule.QUALIFIER_OBSERVES,
                    place,
                    "has " + show(qualifier.get()) + " without @Observes, and is never called");
            return true;
        }
        if (HandlerKind.of(qualifier.get()).isEmpty()) {
            Class<?> event = Objects.requireNonNull(OBSERVED.get(qualifier.get().annotationType()));
            checkObserver(parameter, event, place, qualifier.get());
        }
        return false;
    }

    /** CDI calls these, but only if they are what the event is. */
    private void checkObserver(AnnotatedParameter<?> parameter, Class<?> event, String place, Annotation qualifier) {
        Class<?> observed = TypeVariables.raw(new TypeVariables(type.getJavaClass()).resolve(parameter.getBaseType()));
        if (!observed.isAssignableFrom(event)) {
            problems.add(
                    Rule.OBSERVED_TYPE,
                    place,
                    "observes " + observed.getName() + "; " + show(qualifier) + " observes " + event.getName());
        }
        if (parameter.isAnnotationPresent(ObservesAsync.class)) {
            problems.add(Rule.PLAIN_OBSERVER, place, "is an asynchronous observer of " + show(qualifier));
        }
        long qualifiers = parameter.getAnnotations().stream()
                .filter(each -> each.annotationType().isAnnotationPresent(Qualifier.class))
                .filter(each -> each.annotationType() != Any.class)
                .count();
        if (qualifiers != 1) {
            problems.add(Rule.ONE_QUALIFIER, place, "observes with several qualifiers");
        }
    }

    /** @param observed the observed parameter of a handler; {@code null} if it is none */
    private void checkArgument(AnnotatedParameter<?> parameter, AnnotatedParameter<?> observed, String place) {
        Arg arg = parameter.getAnnotation(Arg.class);
        Param param = parameter.getAnnotation(Param.class);
        if (arg == null && param == null) {
            return;
        }
        String found = show(arg == null ? param : arg);
        if (observed == null) {
            problems.add(Rule.ARGUMENT_OF_HANDLER, place, "has " + found + " and is no handler");
        } else if (parameter == observed && (param != null || arg.value() != 0)) {
            problems.add(Rule.ARGUMENT_OF_HANDLER, place, "has " + found + " on the observed parameter");
        } else if (arg != null && param != null) {
            problems.add(Rule.ARGUMENT_OF_HANDLER, place, "has " + found + " and " + show(param) + " on one parameter");
        }
    }

    private void checkOf(AnnotatedParameter<?> parameter, boolean injected, String place) {
        if (!parameter.isAnnotationPresent(Of.class) || isEvent(parameter)) {
            return;
        }
        Class<?> raw = TypeVariables.raw(parameter.getBaseType());
        boolean taken = parameter.isAnnotationPresent(Arg.class)
                || parameter.isAnnotationPresent(Param.class)
                || raw == Socket.class
                || raw == Ack.class;
        if (!injected || taken) {
            problems.add(Rule.OF_INJECTS, place, "has an @Of on a parameter that is not injected");
        }
    }

    /** What interfaces say of the methods of a namespace bean, CDI does not hear. */
    void checkInterfaces() {
        for (Class<?> each : interfaces(type.getJavaClass(), new LinkedHashSet<>())) {
            for (Method method : each.getDeclaredMethods()) {
                Arrays.stream(method.getParameterAnnotations())
                        .flatMap(Arrays::stream)
                        .filter(annotation -> HandlerKind.of(annotation).isPresent())
                        .filter(annotation -> !isHandled(method))
                        .forEach(annotation -> problems.add(
                                Rule.QUALIFIER_OBSERVES,
                                Problems.place(method),
                                "has " + show(annotation) + " in an interface of the bean "
                                        + type.getJavaClass().getName() + ", where it is not looked for"));
            }
        }
    }

    private static Set<Class<?>> interfaces(Class<?> from, Set<Class<?>> found) {
        for (Class<?> each = from; each != null; each = each.getSuperclass()) {
            for (Class<?> one : each.getInterfaces()) {
                if (found.add(one)) {
                    interfaces(one, found);
                }
            }
        }
        return found;
    }

    private boolean isHandled(Method declared) {
        return HandlerMethods.of(type).stream()
                .map(AnnotatedMethod::getJavaMember)
                .anyMatch(own -> own.getName().equals(declared.getName())
                        && Arrays.equals(own.getParameterTypes(), declared.getParameterTypes()));
    }

    private static boolean isInjected(Annotated annotated) {
        return annotated.isAnnotationPresent(Inject.class) || annotated.isAnnotationPresent(Produces.class);
    }

    /** Whether the container gives an event or what is to be disposed of, and injects the parameters beside it. */
    private static boolean isEvent(AnnotatedParameter<?> parameter) {
        return parameter.isAnnotationPresent(Observes.class)
                || parameter.isAnnotationPresent(ObservesAsync.class)
                || parameter.isAnnotationPresent(Disposes.class);
    }

    private static boolean isOurs(Annotation annotation) {
        return HandlerKind.of(annotation).isPresent() || OBSERVED.containsKey(annotation.annotationType());
    }

    private static String show(Annotation annotation) {
        return "@" + annotation.annotationType().getSimpleName();
    }
}
