/** The frames of the WebSocket protocol as a server sends them (RFC 6455). Pure. */
package org.enfilade.internal.frames;
