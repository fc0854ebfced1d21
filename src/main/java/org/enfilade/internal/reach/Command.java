package org.enfilade.internal.reach;

import java.util.List;
import java.util.Set;
import org.enfilade.internal.packet.Payload;

/**
 * What one node tells others to do. Each command says whom it concerns, and how it is written, read and done; one that
 * lacks any of these does not compile.
 */
public sealed interface Command {
    /** The commands, with the number that each begins with. */
    enum Type implements Coded {
        EMIT(1, Emit::read),
        JOIN(2, Join::read),
        LEAVE(3, Leave::read),
        DISCONNECT(4, Disconnect::read),
        SERVER_SIDE_EMIT(5, ServerSideEmit::read),
        KEEP(6, Keep::read),
        BEQUEATH(7, Bequeath::read);

        private static final Type[] ALL = values();

        private final int code;
        private final BusReader.Reading<Command> reading;

        Type(int code, BusReader.Reading<Command> reading) {
            this.code = code;
            this.reading = reading;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** Its own constant, which no other command has. */
    Type type();

    /** The names of the nodes that it concerns. */
    Set<String> receivers(Directory directory);

    /** Writes what {@link #type()} reads. */
    void write(BusWriter out);

    /**
     * Does it on the node that has been told. Never blocks.
     *
     * @param from who has told it
     */
    void perform(LocalNode node, String from);

    /** Reads a command that comes after its number. */
    static Command read(BusReader in) throws BusFormatException {
        return in.oneOf(Type.ALL).reading.read(in);
    }

    /**
     * Sends an event to sockets.
     *
     * @param event the array that begins with its name
     * @param emission which one it is, if clients may come back for it
     */
    record Emit(Scope scope, Audience audience, Payload event, boolean bestEffort, Emission emission)
            implements Command {
        /** One that no client comes back for. */
        public Emit(Scope scope, Audience audience, Payload event, boolean bestEffort) {
            this(scope, audience, event, bestEffort, Emission.NONE);
        }

        /** The same, which clients may come back for. */
        public Emit as(Emission known) {
            return new Emit(scope, audience, event, bestEffort, known);
        }

        @Override
        public Type type() {
            return Type.EMIT;
        }

        @Override
        public Set<String> receivers(Directory directory) {
            return directory.nodesWith(scope, audience);
        }

        @Override
        public void write(BusWriter out) {
            scope.write(out);
            audience.write(out);
            out.payload(event);
            out.flag(bestEffort);
            out.flag(event.compress());
            out.flag(!emission.origin().isNone());
            if (!emission.origin().isNone()) {
                emission.write(out);
            }
        }

        static Emit read(BusReader in) throws BusFormatException {
            Scope scope = Scope.read(in);
            Audience audience = Audience.read(in);
            Payload event = in.payload();
            boolean bestEffort = in.flag();
            Payload compressed = event.compress(in.flag());
            return new Emit(scope, audience, compressed, bestEffort, in.flag() ? Emission.read(in) : Emission.NONE);
        }

        @Override
        public void perform(LocalNode node, String from) {
            node.emit(scope, audience, event, bestEffort, emission);
        }
    }

    /** Makes sockets join rooms. */
    record Join(Scope scope, Audience audience, List<String> rooms) implements Command {
        @Override
        public Type type() {
            return Type.JOIN;
        }

        @Override
        public Set<String> receivers(Directory directory) {
            return directory.nodesWith(scope, audience);
        }

        @Override
        public void write(BusWriter out) {
            scope.write(out);
            audience.write(out);
            out.texts(rooms);
        }

        static Join read(BusReader in) throws BusFormatException {
            return new Join(Scope.read(in), Audience.read(in), in.texts());
        }

        @Override
        public void perform(LocalNode node, String from) {
            node.join(scope, audience, rooms);
        }
    }

    /** Makes sockets leave rooms. */
    record Leave(Scope scope, Audience audience, List<String> rooms) implements Command {
        @Override
        public Type type() {
            return Type.LEAVE;
        }

        @Override
        public Set<String> receivers(Directory directory) {
            return directory.nodesWith(scope, audience);
        }

        @Override
        public void write(BusWriter out) {
            scope.write(out);
            audience.write(out);
            out.texts(rooms);
        }

        static Leave read(BusReader in) throws BusFormatException {
            return new Leave(Scope.read(in), Audience.read(in), in.texts());
        }

        @Override
        public void perform(LocalNode node, String from) {
            node.leave(scope, audience, rooms);
        }
    }

    /** Disconnects sockets, or closes their connections. */
    record Disconnect(Scope scope, Audience audience, boolean close) implements Command {
        @Override
        public Type type() {
            return Type.DISCONNECT;
        }

        @Override
        public Set<String> receivers(Directory directory) {
            return directory.nodesWith(scope, audience);
        }

        @Override
        public void write(BusWriter out) {
            scope.write(out);
            audience.write(out);
            out.flag(close);
        }

        static Disconnect read(BusReader in) throws BusFormatException {
            return new Disconnect(Scope.read(in), Audience.read(in), in.flag());
        }

        @Override
        public void perform(LocalNode node, String from) {
            node.disconnect(scope, audience, close);
        }
    }

    /** Hands an event to the application, in a namespace. */
    record ServerSideEmit(String namespace, Payload event) implements Command {
        @Override
        public Type type() {
            return Type.SERVER_SIDE_EMIT;
        }

        @Override
        public Set<String> receivers(Directory directory) {
            return directory.allNodes();
        }

        @Override
        public void write(BusWriter out) {
            out.text(namespace);
            out.payload(event);
        }

        static ServerSideEmit read(BusReader in) throws BusFormatException {
            return new ServerSideEmit(in.text(), in.payload());
        }

        @Override
        public void perform(LocalNode node, String from) {
            node.serverSideEmit(namespace, event);
        }
    }

    /**
     * Keeps events of a node in case it goes.
     *
     * @param keeper the name of the node that is told
     * @param tag of whose they are
     * @param events those of each namespace in their order
     */
    record Keep(String keeper, String tag, List<Kept> events) implements Command {
        @Override
        public Type type() {
            return Type.KEEP;
        }

        @Override
        public Set<String> receivers(Directory directory) {
            return Set.of(keeper);
        }

        @Override
        public void write(BusWriter out) {
            out.text(tag);
            out.number(events.size());
            events.forEach(event -> event.write(out));
        }

        static Keep read(BusReader in) throws BusFormatException {
            return new Keep("", in.text(), in.list(Kept.LEAST_BYTES, Kept::read));
        }

        @Override
        public void perform(LocalNode node, String from) {
            node.keep(tag, events);
        }
    }

    /**
     * Has a node keep what another one has emitted that ends; that had it itself from one that has ended, or is it.
     *
     * @param keeper the node's name; not sent along
     */
    record Bequeath(String keeper, Bequest bequest) implements Command {
        @Override
        public Type type() {
            return Type.BEQUEATH;
        }

        @Override
        public Set<String> receivers(Directory directory) {
            return Set.of(keeper);
        }

        @Override
        public void write(BusWriter out) {
            bequest.write(out);
        }

        static Bequeath read(BusReader in) throws BusFormatException {
            return new Bequeath("", Bequest.read(in));
        }

        @Override
        public void perform(LocalNode node, String from) {
            node.inherit(bequest);
        }
    }
}
