package org.enfilade.junit.shop;

import static org.enfilade.Middleware.Kind.CONNECT;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.enfilade.Middleware;

@InterceptorBinding
@Middleware(CONNECT)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface MembersOnly {}
