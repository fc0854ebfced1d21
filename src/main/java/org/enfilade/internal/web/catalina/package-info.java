/**
 * What Payara and GlassFish have behind a request: the connection and WebSockets of ours on it, the
 * caller, the marks of their own. By reflection.
 */
package org.enfilade.internal.web.catalina;
