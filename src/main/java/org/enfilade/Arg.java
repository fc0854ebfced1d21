package org.enfilade;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A further argument of an event: {@code int move(@Observes @On("move") int x, @Arg(1) int y)}. An argument that the
 * client did not send is {@code null}, {@link java.util.Optional#empty()}, or the zero of a primitive type.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Arg {
    /** The position; 0 is the observed parameter itself. */
    int value();
}
