/**
 * Socket.IO's packets and their text form, after the protocol's revision 5. Pure: no threads, no state but a decoder's.
 */
package org.enfilade.internal.packet;
