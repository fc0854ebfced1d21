package org.enfilade;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Promises that an event handler never blocks: no database, no lock, no waiting. It is then called on the thread that
 * read the event when nothing of that socket is waiting, which saves the hand-over to another thread. A handler that
 * breaks the promise stalls the connection it serves, and others that share its transport thread. On a class it holds
 * for all {@link On} and {@link OnAny} methods. It has no effect on an event that an {@link OnAny} method without the
 * promise sees as well, in a namespace with event middleware, and for a socket with run-time listeners.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface NonBlocking {}
