/** Who hears what happens in a server. */
package org.enfilade.internal.watch;
