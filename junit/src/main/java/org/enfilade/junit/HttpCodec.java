package org.enfilade.junit;

import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.KeepAlive;

/**
 * Grizzly's HTTP, for which every {@code Upgrade} header ends the request's framing, also one that nobody follows:
 * Java's own client sends {@code h2c}, and its POST would never end.
 */
final class HttpCodec extends HttpServerFilter {
    // No other constructor takes the limits of a listener.
    @SuppressWarnings("deprecation")
    HttpCodec(KeepAlive keepAlive) {
        super(true, DEFAULT_MAX_HTTP_PACKET_HEADER_SIZE, keepAlive, null);
    }

    @Override
    protected void onIncomingUpgrade(FilterChainContext context, HttpHeader header) {
        if ("websocket".equalsIgnoreCase(header.getUpgrade())) {
            super.onIncomingUpgrade(context, header);
        } else {
            header.getUpgradeDC().recycle();
        }
    }
}
