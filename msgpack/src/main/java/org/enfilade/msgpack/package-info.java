/**
 * Packets as MessagePack, for clients with {@code socket.io-msgpack-parser}. An application needs no class of this: it
 * has the artifact on its class path, and sets {@code enfilade.parser=msgpack}.
 */
@NullMarked
package org.enfilade.msgpack;

import org.jspecify.annotations.NullMarked;
