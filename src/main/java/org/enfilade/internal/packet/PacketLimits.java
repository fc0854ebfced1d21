package org.enfilade.internal.packet;

/**
 * Bounds of a packet that a client sends: attachments, nesting, the length of a namespace's name, and of all that it
 * says together, in bytes.
 */
public record PacketLimits(int attachments, int jsonDepth, int namespaceLength, int binaryPacket) {}
