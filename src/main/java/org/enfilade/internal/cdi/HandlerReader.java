package org.enfilade.internal.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.enfilade.Ack;
import org.enfilade.Arg;
import org.enfilade.Namespace;
import org.enfilade.NonBlocking;
import org.enfilade.Of;
import org.enfilade.On;
import org.enfilade.OnServerSide;
import org.enfilade.Param;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;

/** Reads a handler method into a {@link Handler}; {@link HandlerRules} judges it. */
final class HandlerReader {
    /** CDI's default for observers without {@code @Priority}. */
    private static final int DEFAULT_PRIORITY = Interceptor.Priority.APPLICATION + 500;

    private final Class<?> bean;
    private final TypeVariables variables;
    private final boolean nonBlockingClass;

    HandlerReader(AnnotatedType<?> bean) {
        this.bean = bean.getJavaClass();
        variables = new TypeVariables(this.bean);
        nonBlockingClass = bean.isAnnotationPresent(NonBlocking.class);
    }

    Handler read(AnnotatedMethod<?> method) {
        AnnotatedParameter<?> observed = HandlerMethods.observed(method).orElseThrow();
        HandlerKind kind = kind(observed);
        List<Parameter> parameters = new ArrayList<>();
        for (AnnotatedParameter<?> parameter : method.getParameters()) {
            parameters.add(parameter == observed ? observed(kind, parameter) : further(kind, parameter));
        }
        return new Handler(
                kind,
                event(observed),
                method.getJavaMember(),
                type(observed),
                List.copyOf(parameters),
                Access.of(method, bean),
                Optional.ofNullable(observed.getAnnotation(Priority.class))
                        .map(Priority::value)
                        .orElse(DEFAULT_PRIORITY),
                kind.mayBeNonBlocking() && (nonBlockingClass || method.isAnnotationPresent(NonBlocking.class)));
    }

    private static String event(AnnotatedParameter<?> observed) {
        if (observed.isAnnotationPresent(On.class)) {
            return observed.getAnnotation(On.class).value();
        }
        OnServerSide serverSide = observed.getAnnotation(OnServerSide.class);
        return serverSide == null ? "" : serverSide.value();
    }

    private static HandlerKind kind(AnnotatedParameter<?> observed) {
        for (Annotation annotation : observed.getAnnotations()) {
            Optional<HandlerKind> kind = HandlerKind.of(annotation);
            if (kind.isPresent()) {
                return kind.get();
            }
        }
        throw new IllegalArgumentException(observed.toString());
    }

    private Parameter observed(HandlerKind kind, AnnotatedParameter<?> parameter) {
        Type type = type(parameter);
        if (type == Socket.class) {
            return new Parameter.OfSocket();
        }
        if (type == SocketEvent.class) {
            return new Parameter.OfEvent();
        }
        return kind.isForOneEvent() ? new Parameter.OfArgument(0, type) : new Parameter.OfOccurrence();
    }

    private Parameter further(HandlerKind kind, AnnotatedParameter<?> parameter) {
        Type type = type(parameter);
        if (parameter.isAnnotationPresent(Arg.class)) {
            return new Parameter.OfArgument(parameter.getAnnotation(Arg.class).value(), type);
        }
        if (parameter.isAnnotationPresent(Param.class)) {
            return new Parameter.OfVariable(parameter.getAnnotation(Param.class).value(), TypeVariables.raw(type));
        }
        if (type == Socket.class) {
            return new Parameter.OfSocket();
        }
        if (type == SocketEvent.class && kind.mayTakeEvent()) {
            return new Parameter.OfEvent();
        }
        if (type == Namespace.class && !kind.hasSocket() && !parameter.isAnnotationPresent(Of.class)) {
            return new Parameter.OfNamespace();
        }
        return TypeVariables.raw(type) == Ack.class ? new Parameter.OfAck() : new Parameter.Injected(parameter);
    }

    private Type type(AnnotatedParameter<?> parameter) {
        return variables.resolve(parameter.getBaseType());
    }
}
