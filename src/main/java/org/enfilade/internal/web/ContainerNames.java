package org.enfilade.internal.web;

import jakarta.servlet.ServletContext;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Where the container keeps what it lends, by the names that Jakarta EE gives it: JNDI. Who embeds the server without a
 * container has none, and puts a source of its own into the servlet context, as {@link #ATTRIBUTE}, before
 * {@link WebStart} is called.
 */
@FunctionalInterface
public interface ContainerNames {
    /** The attribute of the servlet context. */
    String ATTRIBUTE = "org.enfilade.names";

    /**
     * What the container has under a name.
     *
     * @throws NamingException if that is nothing
     */
    Object lookUp(String name) throws NamingException;

    /** What the log calls the thing of a name. */
    default String describe(String name) {
        return name;
    }

    /** Those of a deployment. */
    static ContainerNames of(ServletContext context) {
        Object own = context.getAttribute(ATTRIBUTE);
        return own == null ? name -> new InitialContext().lookup(name) : (ContainerNames) own;
    }
}
