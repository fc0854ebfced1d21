package org.enfilade.docs.shop;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static org.enfilade.Middleware.Kind.CONNECT;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.enfilade.Middleware;

/** The middleware binding of the snippets. */
@InterceptorBinding
@Middleware(CONNECT)
@Retention(RUNTIME)
@Target(TYPE)
public @interface RequiresLogin {}
