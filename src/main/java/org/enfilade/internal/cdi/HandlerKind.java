package org.enfilade.internal.cdi;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.enfilade.Connect;
import org.enfilade.Connecting;
import org.enfilade.CreateRoom;
import org.enfilade.DeleteRoom;
import org.enfilade.Disconnect;
import org.enfilade.DisconnectReason;
import org.enfilade.Disconnecting;
import org.enfilade.JoinRoom;
import org.enfilade.LeaveRoom;
import org.enfilade.On;
import org.enfilade.OnAny;
import org.enfilade.OnAnyOutgoing;
import org.enfilade.OnError;
import org.enfilade.OnServerSide;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.enfilade.Unrecovered;

/** What a handler method is called for. */
enum HandlerKind {
    EVENT(On.class),
    CONNECTING(Connecting.class, Socket.class),
    CONNECT(Connect.class, Socket.class),
    DISCONNECTING(Disconnecting.class, DisconnectReason.class, Socket.class),
    DISCONNECT(Disconnect.class, DisconnectReason.class, Socket.class),
    UNRECOVERED(Unrecovered.class, DisconnectReason.class, Socket.class),
    ANY(OnAny.class, SocketEvent.class),
    ANY_OUTGOING(OnAnyOutgoing.class, SocketEvent.class),
    ERROR(OnError.class),
    SERVER_SIDE(OnServerSide.class),
    CREATE_ROOM(CreateRoom.class, String.class),
    JOIN_ROOM(JoinRoom.class, String.class),
    LEAVE_ROOM(LeaveRoom.class, String.class),
    DELETE_ROOM(DeleteRoom.class, String.class);

    private final Class<? extends Annotation> qualifier;
    private final List<Class<?>> observed;

    HandlerKind(Class<? extends Annotation> qualifier, Class<?>... observed) {
        this.qualifier = qualifier;
        this.observed = List.of(observed);
    }

    static Optional<HandlerKind> of(Annotation annotation) {
        for (HandlerKind kind : values()) {
            if (kind.qualifier == annotation.annotationType()) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    String qualifierName() {
        return "@" + qualifier.getSimpleName();
    }

    /** Whether a handler of this kind is for one event, and takes its arguments. */
    boolean isForOneEvent() {
        return this == EVENT || this == SERVER_SIDE;
    }

    /** Whether the result of a handler of this kind answers the event. */
    boolean answers() {
        return isForOneEvent() || this == ERROR;
    }

    /** Whether a handler of this kind may take the event's acknowledgement. */
    boolean isAcknowledged() {
        return answers() || this == ANY;
    }

    /** Whether a handler of this kind may take the event besides what it observes. */
    boolean mayTakeEvent() {
        return this == ERROR;
    }

    /** Whether a handler of this kind is called for a socket. */
    boolean hasSocket() {
        return this != SERVER_SIDE && this != CREATE_ROOM && this != DELETE_ROOM;
    }

    boolean mayBeNonBlocking() {
        return this == EVENT || this == ANY;
    }

    /** Whether a client decides that a handler of this kind is called. */
    boolean isSentByClient() {
        return this == EVENT || this == ANY;
    }

    /** Whether a handler of this kind can observe the type; the types of arguments are looked at elsewhere. */
    boolean observes(Class<?> type) {
        return switch (this) {
            case EVENT, SERVER_SIDE -> true;
            case ERROR -> Throwable.class.isAssignableFrom(type);
            default -> observed.contains(type);
        };
    }

    /** What can be observed, told from what is: an imported type may have the same simple name. */
    String expected(Class<?> wrong) {
        return switch (this) {
            case EVENT, SERVER_SIDE -> "an argument";
            case ERROR -> name(Throwable.class, wrong) + " or a subclass of it";
            default -> observed.stream().map(type -> name(type, wrong)).collect(Collectors.joining(" or "));
        };
    }

    private static String name(Class<?> type, Class<?> wrong) {
        return type.getSimpleName().equals(wrong.getSimpleName()) ? type.getName() : type.getSimpleName();
    }
}
