/**
 * Tests of namespace beans with JUnit 5 and without an application server: {@link org.enfilade.junit.EnfiladeTest}
 * starts Enfilade itself, with CDI, HTTP and WebSocket, on a port of 127.0.0.1;
 * {@link org.enfilade.junit.SocketIOTestClient} connects to it.
 */
package org.enfilade.junit;
