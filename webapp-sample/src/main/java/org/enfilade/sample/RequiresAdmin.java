package org.enfilade.sample;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.enfilade.Middleware;

/** On a namespace: only administrators may join it. */
@InterceptorBinding
@Middleware(Middleware.Kind.CONNECT)
@Retention(RUNTIME)
@Target(TYPE)
public @interface RequiresAdmin {}
