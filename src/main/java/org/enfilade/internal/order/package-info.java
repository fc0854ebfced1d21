/** What is decided under a lock, and done after it in the same order. */
package org.enfilade.internal.order;
