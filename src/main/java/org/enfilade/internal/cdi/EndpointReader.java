package org.enfilade.internal.cdi;

import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.NonBlocking;

/** Reads a namespace bean into an {@link Endpoint}, and judges it. */
final class EndpointReader {
    private static final Comparator<Handler> ORDER = Comparator.comparingInt(Handler::priority)
            .thenComparing(handler -> handler.method().getName())
            .thenComparing(Handler::place);

    private final AnnotatedType<?> type;
    private final String place;
    private final Problems problems;

    /** The type is the one that was found, before anything was taken off it. */
    EndpointReader(AnnotatedType<?> type, Problems problems) {
        this.type = type;
        this.place = Problems.place(type.getJavaClass());
        this.problems = problems;
    }

    Optional<Endpoint> read(Bean<?> bean) {
        checkScope(bean.getScope());
        Set<Annotation> middleware = MiddlewareBindings.of(type.getAnnotations());
        checkMiddleware(middleware);
        if (Access.count(type) > 1) {
            problems.add(Rule.ONE_ACCESS, place, "carries several of @RolesAllowed, @PermitAll and @DenyAll");
        }
        NamespaceEndpoint annotation = type.getAnnotation(NamespaceEndpoint.class);
        List<Address> addresses = new AddressReader(type.getJavaClass(), problems).read(annotation);
        if (addresses.isEmpty()) {
            return Optional.empty();
        }
        DeclaredLimits limits = DeclaredLimits.of(type, problems);
        return Optional.of(new Endpoint(bean, addresses, Access.of(type), limits, handlers(addresses), middleware));
    }

    private List<Handler> handlers(List<Address> addresses) {
        HandlerReader reader = new HandlerReader(type);
        List<Handler> handlers = new ArrayList<>();
        for (AnnotatedMethod<?> method : HandlerMethods.of(type)) {
            Handler handler = reader.read(method);
            new HandlerRules(type.getJavaClass(), handler, method, addresses, problems).check();
            handlers.add(handler);
        }
        checkAcknowledgements(handlers);
        checkNonBlocking(handlers);
        handlers.sort(ORDER);
        return List.copyOf(handlers);
    }

    private void checkScope(Class<? extends Annotation> scope) {
        if (scope == SessionScoped.class || scope == ConversationScoped.class) {
            problems.add(Rule.SCOPE_FITS, place, "is @" + scope.getSimpleName() + ", a scope that events do not have");
        }
    }

    private void checkMiddleware(Set<Annotation> middleware) {
        for (Annotation binding : middleware) {
            if (!binding.annotationType().isAnnotationPresent(InterceptorBinding.class)) {
                problems.add(
                        Rule.MIDDLEWARE_IS_BINDING,
                        place,
                        "carries " + name(binding) + ", which is @Middleware but no interceptor binding");
            }
        }
        type.getAnnotations().stream()
                .filter(MiddlewareBindings::isHidden)
                .forEach(binding -> problems.add(
                        Rule.MIDDLEWARE_DIRECT,
                        place,
                        "carries " + name(binding)
                                + ", an interceptor binding that brings a middleware binding along"));
        for (AnnotatedMethod<?> method : type.getMethods()) {
            method.getAnnotations().stream()
                    .filter(MiddlewareBindings::isBinding)
                    .forEach(binding -> problems.add(
                            Rule.MIDDLEWARE_ON_NAMESPACE,
                            Problems.place(method.getJavaMember()),
                            "carries the middleware binding " + TypeNames.of(binding, method.getAnnotations())
                                    + ", which belongs on a class"));
        }
    }

    private void checkAcknowledgements(List<Handler> handlers) {
        checkAcknowledgements(handlers, HandlerKind.EVENT);
        checkAcknowledgements(handlers, HandlerKind.SERVER_SIDE);
    }

    private void checkAcknowledgements(List<Handler> handlers, HandlerKind kind) {
        Map<String, List<Handler>> acknowledging = handlers.stream()
                .filter(handler -> handler.kind() == kind && handler.acknowledges())
                .collect(Collectors.groupingBy(Handler::name));
        acknowledging.forEach((event, of) -> {
            if (of.size() > 1) {
                problems.add(
                        Rule.ONE_ACKNOWLEDGEMENT,
                        place,
                        "acknowledges the event \"" + event + "\" in "
                                + of.stream().sorted(ORDER).map(Handler::place).collect(Collectors.joining(" and ")));
            }
        });
    }

    private void checkNonBlocking(List<Handler> handlers) {
        for (AnnotatedMethod<?> method : type.getMethods()) {
            if (method.isAnnotationPresent(NonBlocking.class) && !HandlerMethods.isHandler(method)) {
                problems.add(
                        Rule.NON_BLOCKING_HAS_EFFECT,
                        Problems.place(method.getJavaMember()),
                        "has a @NonBlocking without effect: it is no handler");
            }
        }
        boolean any = handlers.stream().anyMatch(handler -> handler.kind().mayBeNonBlocking());
        for (Class<?> each = type.getJavaClass().getSuperclass(); each != null; each = each.getSuperclass()) {
            if (each.isAnnotationPresent(NonBlocking.class) && !type.isAnnotationPresent(NonBlocking.class)) {
                problems.add(
                        Rule.NON_BLOCKING_HAS_EFFECT,
                        Problems.place(each),
                        "has a @NonBlocking without effect on its subclass " + place + ", which does not inherit it");
            }
        }
        if (!any && type.isAnnotationPresent(NonBlocking.class)) {
            problems.add(
                    Rule.NON_BLOCKING_HAS_EFFECT, place, "has a @NonBlocking without effect: it has no such handler");
        }
    }

    private String name(Annotation binding) {
        return TypeNames.of(binding, type.getAnnotations());
    }
}
