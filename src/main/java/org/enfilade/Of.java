package org.enfilade;

import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects a namespace into any bean: {@code @Inject @Of("/orders") Namespace orders}. For a dynamic one, what stands in
 * its {@link NamespaceEndpoint} (template or pattern) injects the {@link ParentNamespace}; for one with a matcher it is
 * the matcher's class name. A name that nothing declares fails the deployment.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
public @interface Of {
    /** The name, template, pattern, or matcher class name as declared. */
    @Nonbinding
    String value();
}
