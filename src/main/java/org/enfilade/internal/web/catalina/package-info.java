/**
 * What Payara and GlassFish have behind a request: the connection, the caller, the marks of their own. By reflection.
 */
package org.enfilade.internal.web.catalina;
