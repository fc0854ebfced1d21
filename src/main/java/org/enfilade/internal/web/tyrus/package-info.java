/**
 * Tyrus, the WebSockets of Payara and GlassFish: its own writer, and what it keeps. By reflection, where it has no API.
 */
package org.enfilade.internal.web.tyrus;
