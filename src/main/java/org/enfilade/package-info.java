/**
 * Socket.IO namespaces for Jakarta EE: what an application uses.
 *
 * <p>No method accepts or returns {@code null} unless it is marked {@code @Nullable}.
 */
@NullMarked
package org.enfilade;

import org.jspecify.annotations.NullMarked;
