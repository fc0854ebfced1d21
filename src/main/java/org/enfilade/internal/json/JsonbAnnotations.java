package org.enfilade.internal.json;

import jakarta.json.bind.annotation.JsonbAnnotation;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;

/** What JSON-B's annotations say about a class or a member of it. */
final class JsonbAnnotations {
    private JsonbAnnotations() {}

    /** @param element {@code null} for none */
    static boolean customise(AnnotatedElement element) {
        return element != null && Arrays.stream(element.getAnnotations()).anyMatch(JsonbAnnotations::isForJsonb);
    }

    private static boolean isForJsonb(Annotation annotation) {
        return annotation.annotationType().isAnnotationPresent(JsonbAnnotation.class);
    }

    static boolean sayMoreThanAName(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(annotation -> isForJsonb(annotation)
                        && !(annotation instanceof JsonbTransient)
                        && !(annotation instanceof JsonbProperty named && !isNillable(named)));
    }

    @SuppressWarnings("deprecation")
    private static boolean isNillable(JsonbProperty named) {
        return named.nillable();
    }

    /** The name of a property in JSON, which one of its elements may give. */
    static String name(String plain, List<AnnotatedElement> elements) {
        return elements.stream()
                .map(each -> each.getAnnotation(JsonbProperty.class))
                .filter(annotation -> annotation != null && !annotation.value().isEmpty())
                .map(JsonbProperty::value)
                .findFirst()
                .orElse(plain);
    }
}
