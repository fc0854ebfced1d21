/** Requests and WebSockets of sessions that another node has. */
package org.enfilade.internal.relay;
