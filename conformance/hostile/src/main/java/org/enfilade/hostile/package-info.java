/** The application that hostile clients talk to, with all limits at their defaults. */
package org.enfilade.hostile;
