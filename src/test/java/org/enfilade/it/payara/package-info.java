/**
 * Runs the integration tests in Payara Micro. Payara's own Arquillian adapter boots a Micro for each deployment and knows only the last
 * of them: too slow for every build, and no way to redeploy. This one boots a single Micro and deploys into it.
 */
package org.enfilade.it.payara;
