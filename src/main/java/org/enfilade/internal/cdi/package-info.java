/**
 * The edge to CDI: a portable extension that collects namespace beans and their handlers, refuses mistakes at
 * deployment, and calls handlers and middleware itself.
 */
package org.enfilade.internal.cdi;
