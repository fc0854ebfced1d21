/** Who is in which room of a namespace on this node. */
package org.enfilade.internal.room;
