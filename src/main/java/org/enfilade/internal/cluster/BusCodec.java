package org.enfilade.internal.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Encoded;
import org.enfilade.internal.reach.Scope;

/**
 * Messages as bytes: the version of the format, the type, and the fields in the order of the record. A node of another version
 * does not understand them, and says so once.
 */
final class BusCodec {
    static final int VERSION = 2;
    /** Beyond any sensible event, and within what grids carry. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final int HELLO = 1;
    private static final int GOODBYE = 2;
    private static final int LIST_BEGIN = 3;
    private static final int LIST_END = 4;
    private static final int CHANGES = 5;
    private static final int KNOWN = 6;
    private static final int EMIT = 7;
    private static final int MOVE = 8;
    private static final int DISCONNECT = 9;
    private static final int ASK_FOR_ACKS = 10;
    private static final int ASK_FOR_SOCKETS = 11;
    private static final int ANSWER = 12;
    private static final int SERVER_SIDE = 13;
    private static final int ASK_SERVER_SIDE = 14;
    private static final int NO_ANSWER = 15;

    private BusCodec() {}

    // --- writing

    /** The bytes of a message; {@code IllegalArgumentException} if it is too long. */
    static byte[] encode(BusMessage message) {
        BusWriter out = new BusWriter();
        out.oneByte(VERSION);
        write(message, out);
        byte[] bytes = out.toBytes();
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    bytes.length + " bytes are too many for a message to other nodes; " + MAX_BYTES + " are allowed");
        }
        return bytes;
    }

    private static void write(BusMessage message, BusWriter out) {
        if (message instanceof BusMessage.Hello hello) {
            out.oneByte(HELLO);
            out.text(hello.tag());
            out.flag(hello.isReply());
            out.text(hello.introduction().application());
            out.texts(hello.introduction().classes());
        } else if (message instanceof BusMessage.Goodbye) {
            out.oneByte(GOODBYE);
        } else if (message instanceof BusMessage.ListBegin begin) {
            out.oneByte(LIST_BEGIN);
            out.text(begin.tag());
        } else if (message instanceof BusMessage.ListEnd) {
            out.oneByte(LIST_END);
        } else if (message instanceof BusMessage.Changes changes) {
            out.oneByte(CHANGES);
            writeChanges(changes, out);
        } else if (message instanceof BusMessage.Known known) {
            out.oneByte(KNOWN);
            out.number(known.number());
        } else if (message instanceof BusMessage.Emit emit) {
            out.oneByte(EMIT);
            writeEmit(emit, out);
        } else {
            writeRest(message, out);
        }
    }

    private static void writeRest(BusMessage message, BusWriter out) {
        if (message instanceof BusMessage.Move move) {
            out.oneByte(MOVE);
            writeWhere(move.scope(), move.audience(), out);
            out.texts(move.rooms());
            out.flag(move.join());
        } else if (message instanceof BusMessage.Disconnect disconnect) {
            out.oneByte(DISCONNECT);
            writeWhere(disconnect.scope(), disconnect.audience(), out);
            out.flag(disconnect.close());
        } else if (message instanceof BusMessage.AskForAcks ask) {
            out.oneByte(ASK_FOR_ACKS);
            out.number(ask.id());
            out.number(ask.timeoutMillis());
            writeEmit(ask.emit(), out);
        } else if (message instanceof BusMessage.AskForSockets ask) {
            out.oneByte(ASK_FOR_SOCKETS);
            out.number(ask.id());
            writeWhere(ask.scope(), ask.audience(), out);
        } else if (message instanceof BusMessage.Answer answer) {
            out.oneByte(ANSWER);
            out.number(answer.id());
            out.number(answer.answers().size());
            answer.answers().forEach(each -> writeEncoded(each, out));
            out.texts(answer.missing());
        } else if (message instanceof BusMessage.ServerSide emit) {
            out.oneByte(SERVER_SIDE);
            writeServerSide(emit, out);
        } else if (message instanceof BusMessage.AskServerSide ask) {
            out.oneByte(ASK_SERVER_SIDE);
            out.number(ask.id());
            writeServerSide(ask.emit(), out);
        } else if (message instanceof BusMessage.NoAnswer none) {
            out.oneByte(NO_ANSWER);
            out.number(none.id());
        }
    }

    private static void writeChanges(BusMessage.Changes changes, BusWriter out) {
        out.number(changes.number());
        out.number(changes.changes().size());
        for (BusMessage.Change change : changes.changes()) {
            out.text(change.key());
            out.text(change.room());
            out.flag(change.occupied());
        }
    }

    private static void writeEmit(BusMessage.Emit emit, BusWriter out) {
        writeWhere(emit.scope(), emit.audience(), out);
        writeEncoded(emit.event(), out);
        out.flag(emit.bestEffort());
    }

    private static void writeServerSide(BusMessage.ServerSide emit, BusWriter out) {
        out.text(emit.namespace());
        writeEncoded(emit.event(), out);
    }

    private static void writeWhere(Scope scope, Audience audience, BusWriter out) {
        out.flag(scope.isParent());
        out.text(scope.name());
        out.texts(audience.to());
        out.texts(audience.except());
    }

    private static void writeEncoded(Encoded encoded, BusWriter out) {
        out.text(encoded.json());
        out.number(encoded.attachments().size());
        encoded.attachments().forEach(out::bytes);
    }

    // --- reading

    static BusMessage decode(byte[] bytes) throws BusFormatException {
        BusReader in = new BusReader(bytes);
        int version = in.oneByte();
        if (version == SealedBus.MARK) {
            throw new BusFormatException("it is sealed by an enfilade.cluster.secret, and this node has none");
        }
        if (version != VERSION) {
            throw new BusFormatException("version " + version + " of the format");
        }
        BusMessage message = read(in.oneByte(), in);
        in.end();
        return message;
    }

    private static BusMessage read(int type, BusReader in) throws BusFormatException {
        return switch (type) {
            case HELLO -> new BusMessage.Hello(in.text(), in.flag(), new Introduction(in.text(), in.texts()));
            case GOODBYE -> new BusMessage.Goodbye();
            case LIST_BEGIN -> new BusMessage.ListBegin(in.text());
            case LIST_END -> new BusMessage.ListEnd();
            case CHANGES -> readChanges(in);
            case KNOWN -> new BusMessage.Known(in.number());
            case EMIT -> readEmit(in);
            case MOVE -> new BusMessage.Move(readScope(in), readAudience(in), in.texts(), in.flag());
            case DISCONNECT -> new BusMessage.Disconnect(readScope(in), readAudience(in), in.flag());
            case ASK_FOR_ACKS -> new BusMessage.AskForAcks(in.number(), in.number(), readEmit(in));
            case ASK_FOR_SOCKETS -> new BusMessage.AskForSockets(in.number(), readScope(in), readAudience(in));
            case ANSWER -> new BusMessage.Answer(in.number(), readAnswers(in), in.texts());
            case SERVER_SIDE -> readServerSide(in);
            case NO_ANSWER -> new BusMessage.NoAnswer(in.number());
            case ASK_SERVER_SIDE -> new BusMessage.AskServerSide(in.number(), readServerSide(in));
            default -> throw new BusFormatException("type " + type);
        };
    }

    private static BusMessage.Changes readChanges(BusReader in) throws BusFormatException {
        long number = in.number();
        int count = in.count(3);
        List<BusMessage.Change> changes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            changes.add(new BusMessage.Change(in.text(), in.text(), in.flag()));
        }
        return new BusMessage.Changes(number, changes);
    }

    private static BusMessage.Emit readEmit(BusReader in) throws BusFormatException {
        return new BusMessage.Emit(readScope(in), readAudience(in), readEncoded(in), in.flag());
    }

    private static BusMessage.ServerSide readServerSide(BusReader in) throws BusFormatException {
        return new BusMessage.ServerSide(in.text(), readEncoded(in));
    }

    private static Scope readScope(BusReader in) throws BusFormatException {
        return new Scope(in.flag(), in.text());
    }

    private static Audience readAudience(BusReader in) throws BusFormatException {
        return new Audience(Set.copyOf(in.texts()), Set.copyOf(in.texts()), true);
    }

    private static Encoded readEncoded(BusReader in) throws BusFormatException {
        String json = in.text();
        int count = in.count(1);
        List<byte[]> attachments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            attachments.add(in.bytes());
        }
        return new Encoded(json, attachments);
    }

    private static List<Encoded> readAnswers(BusReader in) throws BusFormatException {
        int count = in.count(2);
        List<Encoded> answers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            answers.add(readEncoded(in));
        }
        return answers;
    }
}
