/** The caches of a server that has Infinispan. */
package org.enfilade.internal.cluster.infinispan;
