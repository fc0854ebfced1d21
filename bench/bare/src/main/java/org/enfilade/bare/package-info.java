/** A WebSocket without Enfilade, to measure beside. */
package org.enfilade.bare;
