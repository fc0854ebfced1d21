/** The way into the log. Nobody else writes there, so that what a client chose cannot begin a line or change one. */
package org.enfilade.internal.log;
