/** The audience of an emission, and what it is made of on this node. */
package org.enfilade.internal.adapter;
