package org.enfilade.internal.cluster;

import java.util.List;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.enfilade.internal.reach.BusWriter;
import org.enfilade.internal.reach.Coded;
import org.enfilade.internal.reach.Command;
import org.enfilade.internal.reach.Question;

/** What nodes say to one another. Each message knows how it is written and read, and what it leads to. */
sealed interface BusMessage {
    /** The messages, with the number that each begins with. */
    enum Type implements Coded {
        HELLO(1, Hello::read),
        GOODBYE(2, in -> new Goodbye()),
        LIST_BEGIN(3, in -> new ListBegin(in.text())),
        LIST_END(4, in -> new ListEnd()),
        CHANGES(5, Changes::read),
        KNOWN(6, in -> new Known(in.number())),
        TELL(7, in -> new Tell(Command.read(in))),
        ASK(8, in -> new Ask(in.number(), Question.read(in))),
        ANSWER(9, in -> new Answer(in.number(), in.bytes())),
        NO_ANSWER(10, in -> new NoAnswer(in.number())),
        CARRIED(11, in -> new Carried(in.bytes())),
        SEVERAL(12, in -> new Several(in.list(1, BusReader::bytes))),
        CAST(13, Cast::read);

        private static final Type[] ALL = values();

        private final int code;
        private final BusReader.Reading<BusMessage> reading;

        Type(int code, BusReader.Reading<BusMessage> reading) {
            this.code = code;
            this.reading = reading;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** Its own constant, which no other message has. */
    Type type();

    /** Writes what {@link #type()} reads. */
    void write(BusWriter out);

    /** Does what comes of it where it arrives. */
    void arrive(String from, Conversation at) throws BusFormatException;

    /** Reads a message that comes after its number. */
    static BusMessage read(BusReader in) throws BusFormatException {
        return in.oneOf(Type.ALL).reading.read(in);
    }

    /**
     * Somebody is there, and asks for all that the receiver has, and for its hello unless this is it. {@code tag} is
     * new with each start; {@code takesMail} is whether it has somebody for what is carried.
     */
    record Hello(String tag, boolean isReply, boolean takesMail, Introduction introduction) implements BusMessage {
        @Override
        public Type type() {
            return Type.HELLO;
        }

        @Override
        public void write(BusWriter out) {
            out.text(tag);
            out.flag(isReply);
            out.flag(takesMail);
            introduction.write(out);
        }

        static Hello read(BusReader in) throws BusFormatException {
            return new Hello(in.text(), in.flag(), in.flag(), Introduction.read(in));
        }

        @Override
        public void arrive(String from, Conversation at) {
            at.hello(from, tag, isReply, takesMail, introduction);
        }
    }

    /** Somebody ends. */
    record Goodbye() implements BusMessage {
        @Override
        public Type type() {
            return Type.GOODBYE;
        }

        @Override
        public void write(BusWriter out) {
            // nothing more
        }

        @Override
        public void arrive(String from, Conversation at) {
            at.goodbye(from);
        }
    }

    /** From here on the sender lists all that it has; what it said before is void. The tag is its own. */
    record ListBegin(String tag) implements BusMessage {
        @Override
        public Type type() {
            return Type.LIST_BEGIN;
        }

        @Override
        public void write(BusWriter out) {
            out.text(tag);
        }

        @Override
        public void arrive(String from, Conversation at) {
            at.listBegins(from, tag);
        }
    }

    /** The list is complete. */
    record ListEnd() implements BusMessage {
        @Override
        public Type type() {
            return Type.LIST_END;
        }

        @Override
        public void write(BusWriter out) {
            // nothing more
        }

        @Override
        public void arrive(String from, Conversation at) {
            at.listEnds(from);
        }
    }

    /** What has changed at the sender; to be acknowledged unless {@code number} is 0. */
    record Changes(long number, List<Change> changes) implements BusMessage {
        @Override
        public Type type() {
            return Type.CHANGES;
        }

        @Override
        public void write(BusWriter out) {
            out.number(number);
            out.number(changes.size());
            changes.forEach(change -> change.write(out));
        }

        static Changes read(BusReader in) throws BusFormatException {
            return new Changes(in.number(), in.list(Change.LEAST_BYTES, Change::read));
        }

        @Override
        public void arrive(String from, Conversation at) {
            at.changes(from, changes, number);
        }
    }

    /** The changes up to that number are known. */
    record Known(long number) implements BusMessage {
        @Override
        public Type type() {
            return Type.KNOWN;
        }

        @Override
        public void write(BusWriter out) {
            out.number(number);
        }

        @Override
        public void arrive(String from, Conversation at) {
            at.known(from, number);
        }
    }

    /** The receiver is to do something. */
    record Tell(Command command) implements BusMessage {
        @Override
        public Type type() {
            return Type.TELL;
        }

        @Override
        public void write(BusWriter out) {
            out.oneByte(command.type().code());
            command.write(out);
        }

        @Override
        public void arrive(String from, Conversation at) {
            at.told(from, command);
        }
    }

    /** The receiver is asked something. */
    record Ask(long id, Question<?> question) implements BusMessage {
        @Override
        public Type type() {
            return Type.ASK;
        }

        @Override
        public void write(BusWriter out) {
            out.number(id);
            out.oneByte(question.type().code());
            question.write(out);
        }

        @Override
        public void arrive(String from, Conversation at) {
            at.asked(from, id, question);
        }
    }

    /** The answer to a question; how it is read the question knows. */
    record Answer(long id, byte[] content) implements BusMessage {
        @Override
        public Type type() {
            return Type.ANSWER;
        }

        @Override
        public void write(BusWriter out) {
            out.number(id);
            out.bytes(content);
        }

        @Override
        public void arrive(String from, Conversation at) throws BusFormatException {
            at.answered(from, id, content);
        }
    }

    /** There will be no answer. */
    record NoAnswer(long id) implements BusMessage {
        @Override
        public Type type() {
            return Type.NO_ANSWER;
        }

        @Override
        public void write(BusWriter out) {
            out.number(id);
        }

        @Override
        public void arrive(String from, Conversation at) {
            at.refused(from, id);
        }
    }

    /** Something for one node alone; what it is its recipient knows. */
    record Carried(byte[] content) implements BusMessage {
        @Override
        public Type type() {
            return Type.CARRIED;
        }

        @Override
        public void write(BusWriter out) {
            out.bytes(content);
        }

        @Override
        public void arrive(String from, Conversation at) throws BusFormatException {
            at.carried(from, content);
        }
    }

    /** What comes together: messages as they would have come one by one, none of them of this kind. */
    record Several(List<byte[]> messages) implements BusMessage {
        @Override
        public Type type() {
            return Type.SEVERAL;
        }

        @Override
        public void write(BusWriter out) {
            out.number(messages.size());
            messages.forEach(out::bytes);
        }

        @Override
        public void arrive(String from, Conversation at) {
            at.several(from, messages);
        }
    }

    /**
     * The receiver is to do something, says somebody who is no node; {@code isNoNodeEver} is whether nobody on that
     * member of the grid will ever be one.
     */
    record Cast(boolean isNoNodeEver, Command command) implements BusMessage {
        @Override
        public Type type() {
            return Type.CAST;
        }

        @Override
        public void write(BusWriter out) {
            out.flag(isNoNodeEver);
            out.oneByte(command.type().code());
            command.write(out);
        }

        static Cast read(BusReader in) throws BusFormatException {
            return new Cast(in.flag(), Command.read(in));
        }

        @Override
        public void arrive(String from, Conversation at) {
            at.cast(from, isNoNodeEver, command);
        }
    }
}
