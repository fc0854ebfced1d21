package org.enfilade.internal.web;

import org.enfilade.ServerOptions;
import org.enfilade.internal.log.Log;

/**
 * Whether WebSocket handshakes may agree on {@code permessage-deflate}. The standard lets an endpoint choose among the
 * extensions that the server has, but not how they work: what a frame inflates to is in the server's hands.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692">RFC 7692</a>
 */
enum Deflate {
    /** Nobody wants it. */
    OFF,
    /** The server has none, or not one that a client cannot abuse. */
    UNAVAILABLE,
    /** Clients that offer it get it. */
    OFFERED;

    /**
     * Tomcat (10.0, {@code PerMessageDeflate.getMoreData}) inflates into a buffer of the size that it was told, and
     * hands that on as a part of the message. Undertow (2.3, {@code PerMessageDeflateFunction}), if the server is told
     * to have the extension, first inflates all that it has read, a thousand times as much, and threads do so at the
     * same time. Tyrus and Open Liberty have none. {@code getInstalledExtensions} tells nothing: Tomcat says that it
     * has none.
     */
    private static final String BOUNDED = "org.apache.tomcat.websocket.";

    private static final String NAME = "permessage-deflate";

    /** @param container the server's WebSockets; {@code null} if it has not begun with them */
    static Deflate of(ServerOptions options, Object container) {
        if (!options.perMessageDeflate()) {
            return OFF;
        }
        boolean has = container != null && container.getClass().getName().startsWith(BOUNDED);
        if (!has) {
            Log.warning("enfilade.perMessageDeflate has no effect: this server has no " + NAME
                    + " for WebSockets, or none that stays within bounds. Only TomEE and Tomcat have one");
        }
        return has ? OFFERED : UNAVAILABLE;
    }
}
