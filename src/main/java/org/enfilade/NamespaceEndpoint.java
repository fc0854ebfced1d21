package org.enfilade;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a CDI bean the home of a Socket.IO namespace: its observer methods receive the namespace's events, and the
 * middleware bound to its class guards it.
 *
 * <p>Exactly one of {@link #value()}, {@link #pattern()} and {@link #matcher()} is given. A name without braces is one
 * namespace, which exists from deployment on ({@code io.of("/orders")}); several make the bean serve several, and
 * {@link Socket#namespace()} tells which. The other three forms are a <em>parent</em>
 * namespace: its children are created when the first client asks for them, and the bean serves all of them
 * ({@code io.of(/regex/)} and {@code io.of((name, auth, next) => …)}). When several parents match a name, the one whose
 * bean has the lowest {@link jakarta.annotation.Priority} wins; beans without one come last, ordered by class name.
 *
 * <p>The bean is {@link ApplicationScoped} unless it declares another scope; {@code @RequestScoped} (one event is one
 * request), {@code @Dependent} and {@code @Singleton} work as well. Its methods are called serially for one socket and
 * concurrently for different sockets, on a managed thread that may block (see {@link NonBlocking}).
 *
 * @see <a href="https://socket.io/docs/v4/namespaces/">Socket.IO: Namespaces</a>
 */
@Stereotype
@ApplicationScoped
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface NamespaceEndpoint {
    /**
     * The names ({@code "/orders"}, {@code "/"} for the main namespace) or templates ({@code "/tenants/{tenant}"}) in
     * which a variable stands for one path segment and is read with {@link Param}.
     */
    String[] value() default {};

    /**
     * A Java regular expression that is searched for in the name, as JavaScript's {@code test} does: write {@code ^}
     * and {@code $} to match the whole. Named groups are read with {@link Param}.
     */
    String pattern() default "";

    /** A bean that decides by name and auth payload. */
    Class<? extends NamespaceMatcher> matcher() default NamespaceMatcher.class;
}
