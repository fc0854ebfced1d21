/** WebSockets by the standard API alone: what is sent, what is put together from parts, and how they end. */
package org.enfilade.internal.web.wire;
