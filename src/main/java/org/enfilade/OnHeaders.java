package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes each answer to a client's requests, anywhere in the application, and may add headers to it:
 * {@code void headers(@Observes @OnHeaders ResponseHeaders headers)}. Called for each poll and each POST, and for the
 * handshake of a WebSocket, after {@link OnInitialHeaders}; not for requests that are refused, but for one that
 * {@code allowRequestAsync} refuses later. Runs on a thread of the container, so it must not block. If it fails, the
 * answer goes out without what it would have added.
 *
 * @see <a href="https://socket.io/docs/v4/server-api/#event-headers">Socket.IO: headers</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface OnHeaders {}
