package org.enfilade;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A variable of a dynamic namespace's template or a named group of its pattern:
 * {@code void connected(@Observes @Connect Socket socket, @Param("tenant") String tenant)}. The parameter is a
 * {@code String}, a primitive number, or its box. In middleware use {@link Namespace#param}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Param {
    /** The name in the template or pattern. */
    String value();
}
