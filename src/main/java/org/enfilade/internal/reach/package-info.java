/** Whom something is meant for: sockets by their rooms on this node, and the other nodes. */
package org.enfilade.internal.reach;
