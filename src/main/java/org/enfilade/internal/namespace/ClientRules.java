package org.enfilade.internal.namespace;

import java.util.function.Supplier;
import org.enfilade.internal.packet.PacketParser;

/** What a revision of the protocol says of a client's sockets, beyond how the engine carries packets. */
final class ClientRules {
    private static final String MAIN = "/";

    private final PacketParser parser;
    private final Supplier<String> ids;

    private ClientRules(PacketParser parser, Supplier<String> ids) {
        this.parser = parser;
        this.ids = ids;
    }

    /** Of today. */
    static ClientRules current(PacketParser parser, Supplier<String> ids) {
        return new ClientRules(parser, ids);
    }

    /** Of Socket.IO 1 and 2. */
    static ClientRules older(PacketParser parser) {
        return new ClientRules(parser, null);
    }

    /** How packets travel that are for this client alone. */
    PacketParser parser() {
        return parser;
    }

    /** Whether clients are in the main namespace without having asked for it. */
    boolean joinMainUnasked() {
        return ids == null;
    }

    /** Whether clients can tell what they lack after they were away. */
    boolean canComeBack() {
        return ids != null;
    }

    /**
     * The id of a new socket. Older clients are not told it: they make it of the session's, which therefore cannot be
     * kept secret.
     */
    String newSocketId(String namespace, String session) {
        if (ids != null) {
            return ids.get();
        }
        return namespace.equals(MAIN) ? session : namespace + '#' + session;
    }
}
