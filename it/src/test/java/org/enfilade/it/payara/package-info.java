/**
 * Runs the integration tests in Payara Micro and Payara Server. Payara's own Arquillian adapter for Micro boots one for
 * each deployment and knows only the last of them: too slow for every build, and no way to redeploy. This one starts a
 * single server, as {@code server-configs} says, and deploys into it.
 */
package org.enfilade.it.payara;
