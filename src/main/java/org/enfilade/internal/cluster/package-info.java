/** Many nodes as one server: what they tell one another, who wants to hear of which room, and who is there. */
package org.enfilade.internal.cluster;
