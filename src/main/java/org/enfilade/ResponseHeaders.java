package org.enfilade;

/**
 * The headers of an answer that is about to be given, for {@link OnInitialHeaders} and {@link OnHeaders}: of a poll, of
 * a POST, and of the handshake of a WebSocket. Valid until the observer returns. Only the library implements this
 * interface.
 */
public interface ResponseHeaders {
    /** The request that is answered, as it came in: of each request its own, not the one that opened the connection. */
    Handshake request();

    /**
     * Gives the header this value, whatever it had before.
     *
     * @throws IllegalArgumentException if that is no name of a header, if it is one on which the answer depends
     *     ({@code Connection}, {@code Content-Encoding}, {@code Content-Length}, {@code Content-Type}, {@code Trailer},
     *     {@code Transfer-Encoding}, {@code Upgrade}, {@code Sec-WebSocket-…}), or if the value has a character that a
     *     header cannot have, such as a line break
     */
    void set(String name, String value);

    /**
     * Adds a header of this name, as for several {@code Set-Cookie}.
     *
     * @throws IllegalArgumentException as for {@link #set}
     */
    void add(String name, String value);
}
