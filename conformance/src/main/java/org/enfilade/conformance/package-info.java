/**
 * The application that the conformance suite talks to (suite/CONTRACT.md): one bean for each namespace, the middleware
 * of a namespace nested in its bean.
 */
package org.enfilade.conformance;
