/** The application that load generators talk to. */
package org.enfilade.load;
