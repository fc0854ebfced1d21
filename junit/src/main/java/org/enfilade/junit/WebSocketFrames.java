package org.enfilade.junit;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.tyrus.spi.Connection;

/** Hands what comes in on a connection that has become a WebSocket to Tyrus; it stands before the servlets. */
final class WebSocketFrames extends BaseFilter {
    private static final Attribute<Connection> WEB_SOCKET =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(WebSocketFrames.class.getName());

    /** From now on the connection is a WebSocket. */
    static void become(org.glassfish.grizzly.Connection<?> connection, Connection webSocket) {
        WEB_SOCKET.set(connection, webSocket);
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        Connection webSocket = WEB_SOCKET.get(context.getConnection());
        if (webSocket == null) {
            return context.getInvokeAction();
        }
        HttpContent frames = context.getMessage();
        if (frames.getContent().hasRemaining()) {
            webSocket.getReadHandler().handle(frames.getContent().toByteBuffer());
        }
        frames.recycle();
        return context.getStopAction();
    }

    @Override
    public NextAction handleClose(FilterChainContext context) {
        Connection webSocket = WEB_SOCKET.remove(context.getConnection());
        if (webSocket == null) {
            return context.getInvokeAction();
        }
        webSocket.close(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, null));
        return context.getStopAction();
    }
}
