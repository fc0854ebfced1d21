package org.enfilade.internal.reach;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.enfilade.internal.packet.Payload;

/**
 * What one node asks others. Like a {@link Command}, each question knows all about itself, and about its answers.
 *
 * @param <A> what each node answers
 */
public sealed interface Question<A> {
    /** The questions, with the number that each begins with. */
    enum Type implements Coded {
        EMIT_WITH_ACK(1, EmitWithAck::read),
        FETCH_SOCKETS(2, FetchSockets::read),
        SERVER_SIDE_EMIT_WITH_ACK(3, ServerSideEmitWithAck::read),
        COUNT_ROOMS(4, CountRooms::read),
        GIVE_AWAY(5, GiveAway::read),
        HAND_OVER(6, HandOver::read),
        SENT(7, in -> new Sent()),
        RECALL(8, Recall::read);

        private static final Type[] ALL = values();

        private final int code;
        private final BusReader.Reading<Question<?>> reading;

        Type(int code, BusReader.Reading<Question<?>> reading) {
            this.code = code;
            this.reading = reading;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** Its own constant, which no other question has. */
    Type type();

    /** The names of the nodes that it concerns. */
    Set<String> receivers(Directory directory);

    /** How long to wait for answers. */
    Duration patience();

    /** Writes what {@link #type()} reads. */
    void write(BusWriter out);

    /**
     * Finds the answer of the node that has been asked. Never blocks; the stage fails if there is none, and need not
     * complete.
     */
    CompletionStage<A> perform(LocalNode node);

    /** Writes what {@link #readAnswer} reads. */
    void writeAnswer(A answer, BusWriter out);

    /** Reads an answer. */
    A readAnswer(BusReader in) throws BusFormatException;

    /** Reads a question that comes after its number. */
    static Question<?> read(BusReader in) throws BusFormatException {
        return in.oneOf(Type.ALL).reading.read(in);
    }

    /** What do the sockets answer to an event? */
    record EmitWithAck(Command.Emit emit, Duration timeout) implements Question<Acks> {
        /** The others need as long as they were given, and their answer is on its way for a while. */
        private static final Duration WAY = Duration.ofMillis(500);

        @Override
        public Type type() {
            return Type.EMIT_WITH_ACK;
        }

        @Override
        public Set<String> receivers(Directory directory) {
            return emit.receivers(directory);
        }

        @Override
        public Duration patience() {
            return timeout.plus(WAY);
        }

        @Override
        public void write(BusWriter out) {
            out.number(timeout.toMillis());
            emit.write(out);
        }

        static EmitWithAck read(BusReader in) throws BusFormatException {
            Duration timeout = Duration.ofMillis(in.number());
            return new EmitWithAck(Command.Emit.read(in), timeout);
        }

        @Override
        public CompletionStage<Acks> perform(LocalNode node) {
            return node.emitWithAck(emit.scope(), emit.audience(), emit.event(), timeout, emit.bestEffort());
        }

        @Override
        public void writeAnswer(Acks answer, BusWriter out) {
            answer.write(out);
        }

        @Override
        public Acks readAnswer(BusReader in) throws BusFormatException {
            return Acks.read(in);
        }
    }

    /** Which sockets are there? The answer describes them. */
    record FetchSockets(Scope scope, Audience audience) implements Question<Payload> {
        private static final Duration PATIENCE = Duration.ofSeconds(5);

        @Override
        public Type type() {
            return Type.FETCH_SOCKETS;
        }

        @Override
        public Set<String> receivers(Directory directory) {
            return directory.nodesWith(scope, audience);
        }

        @Override
        public Duration patience() {
            return PATIENCE;
        }

        @Override
        public void write(BusWriter out) {
            scope.write(out);
            audience.write(out);
        }

        static FetchSockets read(BusReader in) throws BusFormatException {
            return new FetchSockets(Scope.read(in), Audience.read(in));
        }

        @Override
        public CompletionStage<Payload> perform(LocalNode node) {
            return node.sockets(scope, audience);
        }

        @Override
        public void writeAnswer(Payload answer, BusWriter out) {
            out.payload(answer);
        }

        @Override
        public Payload readAnswer(BusReader in) throws BusFormatException {
            return in.payload();
        }
    }

    /** What does the application answer to an event? Nothing, if it does not handle it. */
    record ServerSideEmitWithAck(Command.ServerSideEmit emit, Duration timeout) implements Question<Optional<Payload>> {
        @Override
        public Type type() {
            return Type.SERVER_SIDE_EMIT_WITH_ACK;
        }

        @Override
        public Set<String> receivers(Directory directory) {
            return emit.receivers(directory);
        }

        @Override
        public Duration patience() {
            return timeout;
        }

        @Override
        public void write(BusWriter out) {
            out.number(timeout.toMillis());
            emit.write(out);
        }

        static ServerSideEmitWithAck read(BusReader in) throws BusFormatException {
            Duration timeout = Duration.ofMillis(in.number());
            return new ServerSideEmitWithAck(Command.ServerSideEmit.read(in), timeout);
        }

        @Override
        public CompletionStage<Optional<Payload>> perform(LocalNode node) {
            return node.serverSideEmitWithAck(emit.namespace(), emit.event());
        }

        @Override
        public void writeAnswer(Optional<Payload> answer, BusWriter out) {
            out.flag(answer.isPresent());
            answer.ifPresent(out::payload);
        }

        @Override
        public Optional<Payload> readAnswer(BusReader in) throws BusFormatException {
            return in.flag() ? Optional.of(in.payload()) : Optional.empty();
        }
    }

    /** Which rooms are there, and how many sockets are in each? */
    record CountRooms(String namespace, RoomQuery query) implements Question<RoomCounts> {
        private static final Duration PATIENCE = Duration.ofSeconds(5);

        @Override
        public Type type() {
            return Type.COUNT_ROOMS;
        }

        @Override
        public Set<String> receivers(Directory directory) {
            return directory.nodesWith(Scope.namespace(namespace), Audience.EVERYBODY);
        }

        @Override
        public Duration patience() {
            return PATIENCE;
        }

        @Override
        public void write(BusWriter out) {
            out.text(namespace);
            query.write(out);
        }

        static CountRooms read(BusReader in) throws BusFormatException {
            return new CountRooms(in.text(), RoomQuery.read(in));
        }

        @Override
        public CompletionStage<RoomCounts> perform(LocalNode node) {
            return node.rooms(namespace, query);
        }

        @Override
        public void writeAnswer(RoomCounts answer, BusWriter out) {
            answer.write(out);
        }

        @Override
        public RoomCounts readAnswer(BusReader in) throws BusFormatException {
            return RoomCounts.read(in);
        }
    }

    /**
     * Who has the session of a client that has come back? It is given away.
     *
     * @param pid the client's private id
     * @param principal who has come back
     * @param nanos how long ago it came to who asks; it may have gone on to another node since
     * @param asker the tag of who asks
     */
    record GiveAway(String namespace, String pid, Optional<String> principal, long nanos, String asker)
            implements Question<Optional<Belongings>> {
        private static final Duration PATIENCE = Duration.ofSeconds(3);

        @Override
        public Type type() {
            return Type.GIVE_AWAY;
        }

        @Override
        public Set<String> receivers(Directory directory) {
            return directory.allNodes();
        }

        @Override
        public Duration patience() {
            return PATIENCE;
        }

        @Override
        public void write(BusWriter out) {
            out.text(namespace);
            out.text(pid);
            out.flag(principal.isPresent());
            principal.ifPresent(out::text);
            out.number(nanos);
            out.text(asker);
        }

        static GiveAway read(BusReader in) throws BusFormatException {
            return new GiveAway(
                    in.text(),
                    in.text(),
                    in.flag() ? Optional.of(in.text()) : Optional.empty(),
                    in.number(),
                    in.text());
        }

        @Override
        public CompletionStage<Optional<Belongings>> perform(LocalNode node) {
            return node.giveAway(namespace, pid, principal, nanos, asker);
        }

        @Override
        public void writeAnswer(Optional<Belongings> answer, BusWriter out) {
            out.flag(answer.isPresent());
            answer.ifPresent(belongings -> belongings.write(out));
        }

        @Override
        public Optional<Belongings> readAnswer(BusReader in) throws BusFormatException {
            return in.flag() ? Optional.of(Belongings.read(in)) : Optional.empty();
        }

        /** Not what nobody else may know: this may get into a log. */
        @Override
        public String toString() {
            return "the session of a private id in " + namespace;
        }
    }

    /** What has the client missed whose session was given away? */
    record HandOver(String node, String namespace, String pid, String offset) implements Question<Optional<Missed>> {
        private static final Duration PATIENCE = Duration.ofSeconds(6);

        @Override
        public Type type() {
            return Type.HAND_OVER;
        }

        @Override
        public Set<String> receivers(Directory directory) {
            return Set.of(node);
        }

        @Override
        public Duration patience() {
            return PATIENCE;
        }

        @Override
        public void write(BusWriter out) {
            out.text(node);
            out.text(namespace);
            out.text(pid);
            out.text(offset);
        }

        static HandOver read(BusReader in) throws BusFormatException {
            return new HandOver(in.text(), in.text(), in.text(), in.text());
        }

        @Override
        public CompletionStage<Optional<Missed>> perform(LocalNode own) {
            return own.handOver(namespace, pid, offset);
        }

        @Override
        public void writeAnswer(Optional<Missed> answer, BusWriter out) {
            out.flag(answer.isPresent());
            answer.ifPresent(missed -> missed.write(out));
        }

        @Override
        public Optional<Missed> readAnswer(BusReader in) throws BusFormatException {
            return in.flag() ? Optional.of(Missed.read(in)) : Optional.empty();
        }

        /** Not what nobody else may know: this may get into a log. */
        @Override
        public String toString() {
            return "what a private id has missed in " + namespace;
        }
    }

    /**
     * Has all been sent to the sockets of other nodes that was begun before? It then arrives before the answer, and
     * whatever is begun later goes by the rooms that whoever asks has told of before.
     */
    record Sent() implements Question<Boolean> {
        private static final Duration PATIENCE = Duration.ofSeconds(3);

        @Override
        public Type type() {
            return Type.SENT;
        }

        @Override
        public Set<String> receivers(Directory directory) {
            return directory.allNodes();
        }

        @Override
        public Duration patience() {
            return PATIENCE;
        }

        @Override
        public void write(BusWriter out) {
            // nothing more
        }

        @Override
        public CompletionStage<Boolean> perform(LocalNode node) {
            return node.sent().thenApply(sent -> true);
        }

        @Override
        public void writeAnswer(Boolean answer, BusWriter out) {
            out.flag(answer);
        }

        @Override
        public Boolean readAnswer(BusReader in) throws BusFormatException {
            return in.flag();
        }
    }

    /**
     * What has a client missed whose node has gone?
     *
     * @param parent the name of the parent of its namespace; empty if it has none
     * @param standing how far the client is, in a form that namespaces know
     */
    record Recall(String namespace, String parent, byte[] standing) implements Question<Optional<Recalled>> {
        private static final Duration PATIENCE = Duration.ofSeconds(6);

        @Override
        public Type type() {
            return Type.RECALL;
        }

        @Override
        public Set<String> receivers(Directory directory) {
            return directory.allNodes();
        }

        @Override
        public Duration patience() {
            return PATIENCE;
        }

        @Override
        public void write(BusWriter out) {
            out.text(namespace);
            out.text(parent);
            out.bytes(standing);
        }

        static Recall read(BusReader in) throws BusFormatException {
            return new Recall(in.text(), in.text(), in.bytes());
        }

        @Override
        public CompletionStage<Optional<Recalled>> perform(LocalNode node) {
            return node.recall(namespace, parent, standing);
        }

        @Override
        public void writeAnswer(Optional<Recalled> answer, BusWriter out) {
            out.flag(answer.isPresent());
            answer.ifPresent(recalled -> recalled.write(out));
        }

        @Override
        public Optional<Recalled> readAnswer(BusReader in) throws BusFormatException {
            return in.flag() ? Optional.of(Recalled.read(in)) : Optional.empty();
        }
    }
}
