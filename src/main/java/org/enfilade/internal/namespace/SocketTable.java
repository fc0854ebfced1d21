package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.enfilade.internal.packet.ProtocolException;

/** The sockets of one connection, by their namespaces. Only decides. Safe for use by any thread. */
final class SocketTable {
    /** Of a namespace that was asked for; its socket exists once the namespace is found. */
    static final class Place {
        private ServerSocket socket;
    }

    private final int maxNamespaces;
    // guarded by this
    private final Map<String, Place> places = new HashMap<>(4);
    /** Namespaces that are looked for and middleware that runs, also for a client that has left meanwhile. */
    private int joining;
    /** Left by the server's decision: what the client has sent before it knew is ignored. */
    private Set<String> disconnected = Set.of();

    private boolean closed;

    SocketTable(int maxNamespaces) {
        this.maxNamespaces = maxNamespaces;
    }

    /**
     * The socket that may receive packets for a namespace; {@code null} if they are to be ignored.
     *
     * @throws ProtocolException if the client has not joined it
     */
    synchronized ServerSocket receiver(String namespace) throws ProtocolException {
        Place place = places.get(namespace);
        if (place != null && place.socket != null && place.socket.isConnected()) {
            return place.socket;
        }
        if (place == null && disconnected.contains(namespace)) {
            return null;
        }
        throw new ProtocolException("a packet for a namespace that the client has not joined");
    }

    // --- joining

    /**
     * A place for a socket in a namespace; {@code null} if there is none any more.
     *
     * @throws ProtocolException if the client has asked for it before
     */
    synchronized Place reserve(String namespace) throws ProtocolException {
        if (closed || Math.max(places.size(), joining) >= maxNamespaces) {
            return null;
        }
        Place place = new Place();
        if (places.putIfAbsent(namespace, place) != null) {
            throw new ProtocolException("a second CONNECT to the same namespace");
        }
        joining++;
        if (!disconnected.isEmpty()) {
            disconnected.remove(namespace);
        }
        return place;
    }

    /**
     * The namespace is found, or not; whether the client still waits for it.
     *
     * @param socket {@code null} if there is none
     */
    synchronized boolean fill(String namespace, Place place, ServerSocket socket) {
        boolean current = !closed && places.get(namespace) == place;
        if (current && socket != null) {
            place.socket = socket;
        } else if (current) {
            places.remove(namespace);
        }
        if (!current || socket == null) {
            joining--;
        }
        return current;
    }

    /** The middleware of a socket has ended. */
    synchronized void admissionEnded() {
        joining--;
    }

    // --- leaving

    /**
     * The client leaves a namespace; {@code null} if there is no socket to end.
     *
     * @throws ProtocolException if the client has not joined it
     */
    synchronized ServerSocket take(String namespace) throws ProtocolException {
        Place place = places.remove(namespace);
        if (place == null && !disconnected.contains(namespace)) {
            throw new ProtocolException("DISCONNECT from a namespace that the client has not joined");
        }
        return place == null ? null : place.socket;
    }

    /** Takes out a socket that was refused; {@code false} if it is not here any more. */
    synchronized boolean remove(ServerSocket socket) {
        String namespace = socket.namespace().name();
        Place place = places.get(namespace);
        if (place == null || place.socket != socket) {
            return false;
        }
        places.remove(namespace);
        return true;
    }

    /** Takes out a socket that the server ends; {@code false} if it is not here any more. */
    synchronized boolean disconnect(ServerSocket socket) {
        if (!remove(socket)) {
            return false;
        }
        if (disconnected.isEmpty()) {
            disconnected = new HashSet<>(2);
        }
        if (disconnected.size() < maxNamespaces) {
            disconnected.add(socket.namespace().name());
        }
        return true;
    }

    synchronized List<ServerSocket> sockets() {
        List<ServerSocket> sockets = new ArrayList<>(places.size());
        for (Place place : places.values()) {
            if (place.socket != null) {
                sockets.add(place.socket);
            }
        }
        return sockets;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Takes out all sockets, for good. */
    synchronized List<ServerSocket> close() {
        closed = true;
        List<ServerSocket> left = sockets();
        places.clear();
        return left;
    }
}
