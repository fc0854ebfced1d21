package org.enfilade.junit;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a test the root of its server, as {@code http://127.0.0.1:40123/}: on a parameter of type {@link java.net.URI},
 * or together with {@code @Inject} on a field of the test. Enfilade listens below it, by default at {@code socket.io/}.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
public @interface ServerUrl {}
