package org.enfilade.internal.namespace;

import org.enfilade.ServerOptions;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.OlderParser;
import org.enfilade.internal.packet.PacketLimits;
import org.enfilade.internal.packet.PacketParser;
import org.enfilade.internal.packet.PluggedParser;
import org.enfilade.internal.packet.StandardParser;
import org.enfilade.spi.Parser;

/**
 * How values become the content of packets, and packets become messages; and both back.
 *
 * @param olderParser for clients of Socket.IO 1 and 2; {@code null} if they may not connect
 */
record Format(JsonBinding binding, PacketParser parser, PacketParser olderParser) {
    /** @param plugged {@code null} for the standard form */
    static Format of(JsonBinding binding, Parser plugged, ServerOptions options) {
        PacketLimits limits = new PacketLimits(
                options.maxAttachments(),
                options.maxJsonDepth(),
                options.maxNamespaceLength(),
                options.maxHttpBufferSize());
        PacketParser parser = plugged == null ? new StandardParser(limits) : new PluggedParser(plugged, limits);
        binding.limitParts(parser.maxAttachments());
        return new Format(binding, parser, options.allowEIO3() ? new OlderParser(limits) : null);
    }
}
