/** The cluster of a server that has Hazelcast. */
package org.enfilade.internal.cluster.hazelcast;
