package org.enfilade.internal.cdi;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.inject.Qualifier;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.enfilade.NonBlocking;

/** What a handler has to be. */
final class HandlerRules {
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private static final Set<Class<?>> VARIABLE_TYPES = Set.of(
            String.class,
            int.class,
            Integer.class,
            long.class,
            Long.class,
            short.class,
            Short.class,
            byte.class,
            Byte.class,
            double.class,
            Double.class,
            float.class,
            Float.class);

    private final Class<?> bean;
    private final Handler handler;
    private final AnnotatedMethod<?> method;
    private final List<Address> addresses;
    private final Problems problems;

    HandlerRules(
            Class<?> bean, Handler handler, AnnotatedMethod<?> method, List<Address> addresses, Problems problems) {
        this.bean = bean;
        this.handler = handler;
        this.method = method;
        this.addresses = addresses;
        this.problems = problems;
    }

    void check() {
        checkMethod();
        checkAccess();
        checkResult();
        checkObserver(HandlerMethods.observed(method).orElseThrow());
        checkObservedType();
        checkArguments();
        handler.parameters().forEach(this::checkParameter);
    }

    private void checkMethod() {
        int modifiers = handler.method().getModifiers();
        if (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers) || Modifier.isFinal(modifiers)) {
            refuse(Rule.HANDLER_CALLABLE, "is private, static or final");
        }
        if (handler.method().getDeclaringClass().getPackageName().isEmpty()) {
            refuse(Rule.HANDLER_IN_PACKAGE, "is a handler in the unnamed package");
        }
        if (RESERVED.contains(handler.name())) {
            refuse(Rule.EVENT_NOT_RESERVED, "observes the event \"" + handler.name() + "\", which Socket.IO reserves");
        }
        boolean ack = handler.parameters().stream().anyMatch(Parameter.OfAck.class::isInstance);
        if (ack && handler.method().getReturnType() != void.class) {
            refuse(Rule.RESULT_OR_ACK, "returns a value and takes an Ack, which are two acknowledgements");
        }
        if (method.isAnnotationPresent(NonBlocking.class) && !handler.kind().mayBeNonBlocking()) {
            refuse(Rule.NON_BLOCKING_HAS_EFFECT, "has a @NonBlocking without effect");
        }
    }

    private void checkAccess() {
        long annotations = Access.count(method);
        if (annotations > 1) {
            refuse(Rule.ONE_ACCESS, "carries several of @RolesAllowed, @PermitAll and @DenyAll");
        } else if (annotations > 0 && !handler.kind().isSentByClient()) {
            refuse(
                    Rule.ACCESS_OF_EVENTS,
                    "carries @RolesAllowed, @PermitAll or @DenyAll and observes "
                            + handler.kind().qualifierName());
        }
    }

    private void checkResult() {
        Type result = handler.method().getGenericReturnType();
        if (handler.kind() == HandlerKind.CONNECTING
                && result != void.class
                && !CompletionStage.class.isAssignableFrom(handler.method().getReturnType())) {
            refuse(Rule.CONNECTING_REFUSES, "observes @Connecting and returns " + result.getTypeName());
        }
        if (handler.kind().answers() && !isReachable(result)) {
            refuse(
                    Rule.ARGUMENT_BINDABLE,
                    "returns " + result.getTypeName() + ", which is not public: JSON-B cannot reach it");
        }
    }

    private void checkObserver(AnnotatedParameter<?> observed) {
        Observes observes = observed.getAnnotation(Observes.class);
        if (observed.isAnnotationPresent(ObservesAsync.class)
                || observes != null
                        && (observes.notifyObserver() != Reception.ALWAYS
                                || observes.during() != TransactionPhase.IN_PROGRESS)) {
            refuse(Rule.PLAIN_OBSERVER, "is an asynchronous, conditional or transactional observer");
        }
        long qualifiers = observed.getAnnotations().stream()
                .filter(annotation -> annotation.annotationType().isAnnotationPresent(Qualifier.class))
                .count();
        if (qualifiers != 1) {
            refuse(Rule.ONE_QUALIFIER, "observes with several qualifiers");
        }
    }

    private void checkObservedType() {
        if (!handler.kind().observes(TypeVariables.raw(handler.observed()))) {
            refuse(
                    Rule.OBSERVED_TYPE,
                    "observes " + handler.observed().getTypeName() + "; "
                            + handler.kind().qualifierName() + " observes "
                            + handler.kind().expected(TypeVariables.raw(handler.observed())));
        }
    }

    private void checkArguments() {
        Set<Integer> positions = new HashSet<>();
        for (int i = 0; i < handler.parameters().size(); i++) {
            if (handler.parameters().get(i) instanceof Parameter.OfArgument argument && !isObserved(i)) {
                if (argument.index() < 1 || !positions.add(argument.index())) {
                    refuse(
                            Rule.ARG_POSITION,
                            "has an @Arg(" + argument.index() + ") that is not positive or not the only one");
                }
            }
        }
    }

    private boolean isObserved(int position) {
        return method.getParameters().get(position)
                == HandlerMethods.observed(method).orElseThrow();
    }

    private void checkParameter(Parameter parameter) {
        if (parameter instanceof Parameter.OfVariable variable) {
            checkVariable(variable);
        } else if (parameter instanceof Parameter.OfSocket) {
            checkSocket();
        } else if (parameter instanceof Parameter.OfAck) {
            require(handler.kind().isAcknowledged(), "Ack");
        } else if (parameter instanceof Parameter.OfArgument argument) {
            require(handler.kind().isForOneEvent(), "@Arg");
            checkBindable(argument);
        }
    }

    private void checkSocket() {
        if (!handler.kind().hasSocket()) {
            refuse(
                    Rule.SOCKET_OF_CLIENTS,
                    "has a Socket parameter and observes " + handler.kind().qualifierName());
        }
    }

    private void require(boolean has, String what) {
        if (!has) {
            refuse(
                    Rule.ARGUMENTS_OF_EVENTS,
                    "has an " + what + " parameter and observes "
                            + handler.kind().qualifierName());
        }
    }

    private void checkVariable(Parameter.OfVariable variable) {
        addresses.stream()
                .filter(address -> !address.params().contains(variable.name()))
                .findFirst()
                .ifPresent(address -> refuse(
                        Rule.PARAM_IN_PATTERN,
                        "has a @Param(\"" + variable.name() + "\"), which \"" + address.declared() + "\" lacks"));
        if (!VARIABLE_TYPES.contains(variable.type())) {
            refuse(
                    Rule.PARAM_TYPE,
                    "has a @Param(\"" + variable.name() + "\") of type "
                            + variable.type().getName());
        }
    }

    private void checkBindable(Parameter.OfArgument argument) {
        if (TypeVariables.isOpen(argument.type())) {
            refuse(
                    Rule.ARGUMENT_BINDABLE,
                    "takes " + argument.type().getTypeName() + ", whose type arguments are unknown");
        } else if (!isReachable(argument.type())) {
            refuse(
                    Rule.ARGUMENT_BINDABLE,
                    "takes " + argument.type().getTypeName() + ", which is not public: JSON-B cannot reach it");
        }
    }

    /** JSON-B need not reach classes that are not public, and Yasson does not. */
    private static boolean isReachable(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Arrays.stream(generic.getActualTypeArguments()).allMatch(HandlerRules::isReachable);
        }
        if (type instanceof GenericArrayType array) {
            return isReachable(array.getGenericComponentType());
        }
        return !(type instanceof Class<?> plain) || isReachable(plain);
    }

    private static boolean isReachable(Class<?> type) {
        if (type.isArray()) {
            return isReachable(type.componentType());
        }
        return type.isPrimitive()
                || type.isEnum()
                || Modifier.isPublic(type.getModifiers())
                || type.isAnnotationPresent(JsonbTypeAdapter.class)
                || type.isAnnotationPresent(JsonbTypeDeserializer.class);
    }

    private void refuse(Rule rule, String wrong) {
        boolean inherited = handler.method().getDeclaringClass() != bean;
        problems.add(rule, handler.place() + (inherited ? " of the bean " + bean.getName() : ""), wrong);
    }
}
