/**
 * Socket.IO namespaces for Jakarta EE: what an application uses.
 *
 * <p>No method accepts or returns {@code null} unless its documentation says so.
 */
package org.enfilade;
