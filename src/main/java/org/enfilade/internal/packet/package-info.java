/**
 * Socket.IO's packets and their text form, after the protocol's revision 5. Only this package knows how the content of
 * a packet is written. Pure: no threads, no state but a decoder's.
 */
package org.enfilade.internal.packet;
