/**
 * WebSockets on the connections of Undertow (WildFly), below its own implementation of them. Nobody else touches its
 * classes.
 */
package org.enfilade.internal.web.undertow;
