package org.enfilade;

import jakarta.json.JsonObject;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The request that opened the connection, and the auth payload of this namespace. Immutable but for the attributes of
 * the HTTP session; one copy is shared by all namespaces of a connection but for {@link #auth()}.
 *
 * <p>A handshake that is emitted becomes the object that it is in JavaScript: {@code headers}, {@code time},
 * {@code address}, {@code xdomain}, {@code secure}, {@code issued}, {@code url}, {@code query} and {@code auth}.
 * Credentials are left out: headers, such as {@code Cookie} and {@code Authorization}, parameters of the query and
 * members of the auth payload with a name that {@link RemoteSocket#handshake()} lists.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#sockethandshake">Socket.IO: socket.handshake</a>
 */
public interface Handshake {
    /** The payload that the client gave for this namespace; empty if it gave none. */
    JsonObject auth();

    /**
     * The same payload bound by JSON-B.
     *
     * @throws IllegalArgumentException if it does not fit the type
     */
    <T> T auth(Class<T> type);

    /**
     * The parameters of the request's query, Engine.IO's own ({@code EIO}, {@code transport}) among them; decoded, in
     * order.
     */
    Map<String, List<String>> query();

    /** The first value of a query parameter. */
    default Optional<String> query(String name) {
        List<String> values = query().get(name);
        return values == null ? Optional.empty() : Optional.of(values.get(0));
    }

    /** The request's headers; look-up ignores case. */
    Map<String, List<String>> headers();

    /** The first value of a header. */
    default Optional<String> header(String name) {
        List<String> values = headers().get(name);
        return values == null ? Optional.empty() : Optional.of(values.get(0));
    }

    /** The user who was logged in to the web application when the connection was opened. */
    Optional<Principal> principal();

    /**
     * Whether that user was in a role of the web application when the connection was opened; {@code false} if nobody
     * was logged in.
     *
     * @param role one that a bean of the application names in {@code @RolesAllowed} or {@code @DeclareRoles}, or
     *     {@code "**"} for everybody who is logged in
     * @throws IllegalArgumentException if no bean names the role, also if nobody was logged in
     */
    boolean isUserInRole(String role);

    /**
     * An attribute of the HTTP session that the connection was opened in, as it is now.
     *
     * @return empty if there is no such attribute, or no session, or it has ended. Opening a connection does not create
     *     a session
     */
    Optional<Object> sessionAttribute(String name);

    /** The client's network address; empty if the server does not tell it. */
    Optional<String> address();

    /** Whether the request came over TLS. */
    boolean secure();

    /** What TLS says of the request; empty if it did not come over TLS, or the server tells nothing. */
    Optional<Tls> tls();

    /** The request's path and query. */
    String uri();

    /** When the connection was opened. */
    Instant time();
}
