package org.enfilade.internal.cdi;

import jakarta.annotation.Priority;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedConstructor;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.enfilade.Limit;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.NonBlocking;
import org.enfilade.Of;

/** Collects what concerns us while the container starts; one thread at a time. */
final class Discovery {
    private static final String ONE_SERVER =
            " in two modules of one EAR, which are one server when Enfilade is in the lib of the EAR; in WEB-INF/lib "
                    + "each WAR"
                    + " has one of its own";

    private final Problems problems = new Problems();
    private final Map<Class<?>, AnnotatedType<?>> types = new LinkedHashMap<>();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final List<NamespaceReference> references = new ArrayList<>();
    private final Set<String> roles = new TreeSet<>();
    private final RequestScopeUse requestScope = new RequestScopeUse();
    private Set<Class<?>> seen = Set.of();
    private List<NamespaceReference> withoutBean = List.of();

    /** Whether the type has anything that has to be taken off it. */
    boolean found(AnnotatedType<?> type) {
        boolean ours = type.isAnnotationPresent(NamespaceEndpoint.class)
                || !HandlerMethods.of(type).isEmpty();
        if (ours) {
            types.put(type.getJavaClass(), type);
            checkConcrete(type);
        }
        return ours;
    }

    /** Whether the container has shown us the class already. */
    boolean hasFound(Class<?> type) {
        return types.containsKey(type);
    }

    /** Remembers the roles that a class names, be it a bean of ours or not. */
    void roles(AnnotatedType<?> type) {
        addRoles(type);
        type.getMethods().forEach(this::addRoles);
    }

    private void addRoles(Annotated annotated) {
        RolesAllowed allowed = annotated.getAnnotation(RolesAllowed.class);
        if (allowed != null) {
            roles.addAll(List.of(allowed.value()));
        }
        DeclareRoles declared = annotated.getAnnotation(DeclareRoles.class);
        if (declared != null) {
            roles.addAll(List.of(declared.value()));
        }
    }

    void interceptor(AnnotatedType<?> type) {
        Collection<Annotation> bindings = MiddlewareBindings.of(type.getAnnotations());
        for (AnnotatedMethod<?> method : HandlerMethods.of(type)) {
            problems.add(
                    Rule.HANDLER_IN_NAMESPACE_BEAN,
                    Problems.place(method.getJavaMember()),
                    "is a handler in an interceptor");
        }
        if (!bindings.isEmpty() && !type.isAnnotationPresent(Priority.class)) {
            problems.add(
                    Rule.MIDDLEWARE_PRIORITY, Problems.place(type.getJavaClass()), "is middleware without @Priority");
        }
    }

    void bean(ProcessManagedBean<?> event) {
        AnnotatedType<?> changed = event.getAnnotatedBeanClass();
        AnnotatedType<?> type = types.getOrDefault(changed.getJavaClass(), changed);
        new Misplaced(type, problems).check();
        if (type.isAnnotationPresent(NamespaceEndpoint.class)) {
            namespaceBean(type, event);
        } else if (!type.isAnnotationPresent(Interceptor.class)) {
            otherBean(type);
        }
    }

    /** Is told of all beans and observers. */
    RequestScopeUse requestScope() {
        return requestScope;
    }

    void injected(InjectionPoint point) {
        for (Annotation qualifier : point.getQualifiers()) {
            if (qualifier instanceof Of of) {
                references.add(NamespaceReference.of(point, of));
            }
        }
    }

    /** All mistakes that show without the running application. */
    Problems finish() {
        checkUnique();
        List<NamespaceReference> unknown = references.stream()
                .filter(reference -> !reference.check(endpoints, problems))
                .toList();
        // only the started application knows its options; with other mistakes it does not start
        withoutBean = unknown.stream().filter(NamespaceReference::mayLackBean).toList();
        boolean isSound = problems.areNone() && withoutBean.size() == unknown.size();
        unknown.stream()
                .filter(reference -> !isSound || !reference.mayLackBean())
                .forEach(reference -> reference.unknown(problems));
        seen = Set.copyOf(types.keySet());
        types.clear();
        references.clear();
        return problems;
    }

    /** All of it, once {@link #finish} has found no problem. */
    Found found() {
        return new Found(
                endpoints.stream().sorted(Endpoint.ORDER).toList(),
                Set.copyOf(seen),
                Set.copyOf(roles),
                withoutBean,
                requestScope.isFound());
    }

    private void checkConcrete(AnnotatedType<?> type) {
        Class<?> javaClass = type.getJavaClass();
        boolean inner = javaClass.getEnclosingClass() != null && !Modifier.isStatic(javaClass.getModifiers());
        if (type.isAnnotationPresent(NamespaceEndpoint.class)
                && (inner || Modifier.isAbstract(javaClass.getModifiers()))) {
            problems.add(
                    Rule.CONCRETE_BEAN,
                    Problems.place(javaClass),
                    "is a namespace bean and abstract or an inner class");
        } else if (type.isAnnotationPresent(NamespaceEndpoint.class)
                && type.getConstructors().stream().noneMatch(Discovery::isForTheContainer)) {
            problems.add(
                    Rule.CONSTRUCTIBLE_BEAN,
                    Problems.place(javaClass),
                    "has @NamespaceEndpoint and no constructor that the container can call, so it is no bean");
        }
    }

    private static boolean isForTheContainer(AnnotatedConstructor<?> constructor) {
        return constructor.getParameters().isEmpty() || constructor.isAnnotationPresent(Inject.class);
    }

    private void namespaceBean(AnnotatedType<?> type, ProcessManagedBean<?> event) {
        if (event instanceof ProcessSessionBean) {
            problems.add(Rule.MANAGED_BEAN, Problems.place(type.getJavaClass()), "is an EJB and a namespace bean");
            return;
        }
        if (endpoints.stream().anyMatch(endpoint -> endpoint.type() == type.getJavaClass())) {
            return; // WildFly, two WARs of an EAR without any other bean: it tells twice of what UnindexedClasses has
            // found
        }
        new Misplaced(type, problems).checkInterfaces();
        Bean<?> bean = event.getBean();
        new EndpointReader(type, problems).read(bean).ifPresent(this::add);
        for (AnnotatedMethod<?> method : HandlerMethods.of(type)) {
            method.getParameters().forEach(parameter -> reference(method, parameter));
        }
    }

    private void add(Endpoint endpoint) {
        endpoints.add(endpoint);
        // those of stereotypes and superclasses too, which are no types of their own here
        roles.addAll(endpoint.access().roles());
        endpoint.handlers().forEach(handler -> roles.addAll(handler.access().roles()));
    }

    private void reference(AnnotatedMethod<?> method, AnnotatedParameter<?> parameter) {
        if (parameter.isAnnotationPresent(Of.class)) {
            references.add(NamespaceReference.of(Problems.place(method.getJavaMember()), parameter));
        }
    }

    private void otherBean(AnnotatedType<?> type) {
        for (AnnotatedMethod<?> method : HandlerMethods.of(type)) {
            problems.add(
                    Rule.HANDLER_IN_NAMESPACE_BEAN,
                    Problems.place(method.getJavaMember()),
                    "is a handler, but the bean " + type.getJavaClass().getName() + " has no namespace");
        }
        for (Annotation binding : MiddlewareBindings.of(type.getAnnotations())) {
            problems.add(
                    Rule.MIDDLEWARE_ON_NAMESPACE,
                    Problems.place(type.getJavaClass()),
                    "carries the middleware binding " + TypeNames.of(binding, type.getAnnotations())
                            + " and is no namespace bean");
        }
        for (AnnotatedMethod<?> method : type.getMethods()) {
            otherMethod(method);
        }
        if (type.isAnnotationPresent(Limit.class)) {
            problems.add(
                    Rule.LIMIT_HAS_EFFECT,
                    Problems.place(type.getJavaClass()),
                    "has a @Limit without effect: it is no namespace bean");
        }
        if (type.isAnnotationPresent(NonBlocking.class)) {
            problems.add(
                    Rule.NON_BLOCKING_HAS_EFFECT,
                    Problems.place(type.getJavaClass()),
                    "has a @NonBlocking without effect: it is no namespace bean");
        }
        if (type.getAnnotations().stream().anyMatch(Discovery::bringsEndpoint)) {
            problems.add(
                    Rule.ENDPOINT_DIRECT,
                    Problems.place(type.getJavaClass()),
                    "has @NamespaceEndpoint by way of a stereotype, and is no namespace bean");
        }
    }

    private void otherMethod(AnnotatedMethod<?> method) {
        String place = Problems.place(method.getJavaMember());
        method.getAnnotations().stream()
                .filter(MiddlewareBindings::isBinding)
                .forEach(binding -> problems.add(
                        Rule.MIDDLEWARE_ON_NAMESPACE,
                        place,
                        "carries the middleware binding " + TypeNames.of(binding, method.getAnnotations())
                                + " and is in no namespace bean"));
        if (method.isAnnotationPresent(Limit.class)) {
            problems.add(Rule.LIMIT_HAS_EFFECT, place, "has a @Limit and is in no namespace bean");
        }
        if (method.isAnnotationPresent(NonBlocking.class) && !HandlerMethods.isHandler(method)) {
            problems.add(Rule.NON_BLOCKING_HAS_EFFECT, place, "has a @NonBlocking without effect: it is no handler");
        }
    }

    private static boolean bringsEndpoint(Annotation annotation) {
        return MiddlewareBindings.isStereotype(annotation)
                && MiddlewareBindings.parts(annotation).stream()
                        .anyMatch(part -> part instanceof NamespaceEndpoint || bringsEndpoint(part));
    }

    private void checkUnique() {
        Map<String, List<Endpoint>> byName = new LinkedHashMap<>();
        for (Endpoint endpoint : endpoints) {
            for (Address address : endpoint.addresses()) {
                byName.computeIfAbsent(address.declared(), key -> new ArrayList<>())
                        .add(endpoint);
            }
        }
        byName.forEach((name, same) -> {
            if (same.size() > 1) {
                refuse(name, same.stream().map(Endpoint::type).distinct().toList());
            }
        });
    }

    private void refuse(String name, List<? extends Class<?>> beans) {
        String all = beans.stream().map(Class::getName).sorted().collect(Collectors.joining(" and "));
        boolean modules = beans.stream().map(Class::getClassLoader).distinct().count() > 1;
        String wrong = beans.size() == 1
                ? "declares the namespace \"" + name + "\" several times"
                : "declare the same namespace \"" + name + "\"" + (modules ? ONE_SERVER : "");
        problems.add(Rule.DECLARED_ONCE, all, wrong);
    }
}
