/** What lets clients come back to what they had: a log of packets, and the sessions of sockets that were lost. */
package org.enfilade.internal.recovery;
