package org.enfilade.msgpack;

import java.math.BigInteger;
import java.util.HexFormat;
import org.enfilade.spi.Parser;
import org.enfilade.spi.ValueSink;

/** Spells a packet as it is told of it. */
final class Spelled implements Parser.Input, ValueSink {
    private final StringBuilder out = new StringBuilder();

    private void say(Object word) {
        out.append(' ').append(word);
    }

    @Override
    public ValueSink packet(Parser.Type type, String namespace, long id) {
        out.append(type).append(' ').append(namespace).append(' ').append(id);
        return this;
    }

    @Override
    public void writeNull() {
        say("null");
    }

    @Override
    public void writeBoolean(boolean value) {
        say(value);
    }

    @Override
    public void writeLong(long value) {
        say(value);
    }

    @Override
    public void writeBigInteger(BigInteger value) {
        say(value);
    }

    @Override
    public void writeDouble(double value) {
        say("d" + value);
    }

    @Override
    public void writeText(String value) {
        say("'" + value + "'");
    }

    @Override
    public void writeBinary(byte[] value) {
        say("#" + HexFormat.of().formatHex(value));
    }

    @Override
    public void startArray(int size) {
        say("[");
    }

    @Override
    public void startObject(int size) {
        say("{");
    }

    @Override
    public void writeKey(String key) {
        say(key + ":");
    }

    @Override
    public void end() {
        say(")");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
