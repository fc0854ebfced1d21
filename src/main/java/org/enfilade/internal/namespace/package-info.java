/**
 * Namespaces, their parents and sockets, acknowledgements, and the demultiplexer of a connection: Socket.IO on top of
 * Engine.IO sessions. What an application does is behind {@link org.enfilade.internal.namespace.NamespaceHandler}.
 */
package org.enfilade.internal.namespace;
