/** Records of sessions in a cache that outlives their node. */
package org.enfilade.internal.records;
