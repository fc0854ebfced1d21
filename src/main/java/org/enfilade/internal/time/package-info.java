/** Time, and what is to be done when it has come. */
package org.enfilade.internal.time;
