package org.enfilade.internal.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.enfilade.internal.namespace.ClientMistake;

/** Decides once how each parameter gets its value, so that nothing is looked up per call. */
final class ParameterBinder {
    private static final Map<Class<?>, Object> ABSENT = Map.ofEntries(
            Map.entry(int.class, 0),
            Map.entry(long.class, 0L),
            Map.entry(short.class, (short) 0),
            Map.entry(byte.class, (byte) 0),
            Map.entry(char.class, '\0'),
            Map.entry(double.class, 0.0),
            Map.entry(float.class, 0.0f),
            Map.entry(boolean.class, false),
            Map.entry(Optional.class, Optional.empty()),
            Map.entry(OptionalInt.class, OptionalInt.empty()),
            Map.entry(OptionalLong.class, OptionalLong.empty()),
            Map.entry(OptionalDouble.class, OptionalDouble.empty()));

    private static final Map<Class<?>, Function<String, Object>> CONVERSIONS = Map.ofEntries(
            Map.entry(String.class, text -> text),
            Map.entry(int.class, Integer::valueOf),
            Map.entry(Integer.class, Integer::valueOf),
            Map.entry(long.class, Long::valueOf),
            Map.entry(Long.class, Long::valueOf),
            Map.entry(short.class, Short::valueOf),
            Map.entry(Short.class, Short::valueOf),
            Map.entry(byte.class, Byte::valueOf),
            Map.entry(Byte.class, Byte::valueOf),
            Map.entry(double.class, Double::valueOf),
            Map.entry(Double.class, Double::valueOf),
            Map.entry(float.class, Float::valueOf),
            Map.entry(Float.class, Float::valueOf));

    private final BeanManager beans;
    private final Problems problems;
    private final Consumer<AutoCloseable> resources;

    ParameterBinder(BeanManager beans, Problems problems, Consumer<AutoCloseable> resources) {
        this.beans = beans;
        this.problems = problems;
        this.resources = resources;
    }

    Source bind(Parameter parameter, Handler handler) {
        if (parameter instanceof Parameter.OfSocket) {
            return Call::socket;
        } else if (parameter instanceof Parameter.OfNamespace) {
            return Call::namespace;
        } else if (parameter instanceof Parameter.OfEvent) {
            return Call::event;
        } else if (parameter instanceof Parameter.OfAck) {
            return Call::ack;
        } else if (parameter instanceof Parameter.OfOccurrence) {
            return Call::occurrence;
        } else if (parameter instanceof Parameter.OfArgument argument) {
            Source source = argument(argument.index(), argument.type());
            return handler.kind().hasSocket() ? ofClient(source) : source;
        } else if (parameter instanceof Parameter.OfVariable variable) {
            Function<String, Object> conversion = CONVERSIONS.get(variable.type());
            return ofClient(call -> conversion.apply(call.namespace().param(variable.name())));
        }
        return injected((Parameter.Injected) parameter, handler);
    }

    private static Source argument(int index, Type type) {
        Object absent = ABSENT.get(TypeVariables.raw(type));
        return call -> {
            Object value = call.event().arguments().get(index, type);
            return value == null ? absent : value;
        };
    }

    /** What a client chose, and has done wrong if it does not fit. */
    private static Source ofClient(Source source) {
        return call -> {
            try {
                return source.value(call);
            } catch (IllegalArgumentException e) {
                throw ClientMistake.of(e);
            }
        };
    }

    private Source injected(Parameter.Injected parameter, Handler handler) {
        try {
            InjectionPoint point = beans.createInjectionPoint(parameter.point());
            beans.validate(point);
            return injected(point);
        } catch (RuntimeException e) {
            problems.add(
                    Rule.PARAMETER_RESOLVES,
                    handler.place(),
                    "has the parameter " + parameter.point().getBaseType().getTypeName() + " of position "
                            + parameter.point().getPosition() + ", which cannot be injected: " + e.getMessage());
            return call -> null;
        }
    }

    private Source injected(InjectionPoint point) {
        Bean<?> bean = beans.resolve(
                beans.getBeans(point.getType(), point.getQualifiers().toArray(Annotation[]::new)));
        if (bean != null && beans.isNormalScope(bean.getScope())) {
            CreationalContext<?> context = beans.createCreationalContext(null);
            resources.accept(context::release);
            Object proxy = beans.getInjectableReference(point, context);
            return call -> proxy;
        }
        return new PerCall(beans, point);
    }

    private record PerCall(BeanManager beans, InjectionPoint point) implements Source {
        @Override
        public Object value(Call call) {
            return beans.getInjectableReference(point, call.dependents());
        }

        @Override
        public boolean createsBeans() {
            return true;
        }
    }
}
