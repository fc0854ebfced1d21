/** The cluster of a server that has JGroups. */
package org.enfilade.internal.cluster.jgroups;
