package org.enfilade.internal.cluster;

import java.util.List;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Encoded;
import org.enfilade.internal.reach.Scope;

/** What nodes say to one another. */
sealed interface BusMessage {
    /** Somebody is there, and asks for all that the receiver has, and for its hello unless this is it. {@code tag} is new with each start. */
    record Hello(String tag, boolean isReply, Introduction introduction) implements BusMessage {}

    /** Somebody ends. */
    record Goodbye() implements BusMessage {}

    /** From here on the sender lists all that it has; what it said before is void. */
    record ListBegin(String tag) implements BusMessage {}

    /** The list is complete. */
    record ListEnd() implements BusMessage {}

    /** A first member has come to a room, or a last one has gone. {@code room} is empty for a scope as a whole. */
    record Change(String key, String room, boolean occupied) {}

    /** What has changed at the sender; to be acknowledged unless {@code number} is 0. */
    record Changes(long number, List<Change> changes) implements BusMessage {}

    /** The changes up to that number are known. */
    record Known(long number) implements BusMessage {}

    /** An event for the receiver's sockets. */
    record Emit(Scope scope, Audience audience, Encoded event, boolean bestEffort) implements BusMessage {}

    /** The receiver's sockets are to join rooms, or to leave them. */
    record Move(Scope scope, Audience audience, List<String> rooms, boolean join) implements BusMessage {}

    /** The receiver's sockets are to be disconnected. */
    record Disconnect(Scope scope, Audience audience, boolean close) implements BusMessage {}

    /** An event whose acknowledgements are wanted. */
    record AskForAcks(long id, long timeoutMillis, Emit emit) implements BusMessage {}

    /** A description of the receiver's sockets is wanted. */
    record AskForSockets(long id, Scope scope, Audience audience) implements BusMessage {}

    /** An event for the application on the receiver, in a namespace. */
    record ServerSide(String namespace, Encoded event) implements BusMessage {}

    /** The same, and what the application answers is wanted. */
    record AskServerSide(long id, ServerSide emit) implements BusMessage {}

    /** The answer to any of these questions. */
    record Answer(long id, List<Encoded> answers, List<String> missing) implements BusMessage {}

    /** There will be no answer. */
    record NoAnswer(long id) implements BusMessage {}
}
