/** What operations see from outside: the MBean, and the state that health checks read. */
package org.enfilade.internal.management;
