/** Reads from TCP connections that a server has let go of, and writes to them, on threads of our own. */
package org.enfilade.internal.web.channel;
