package org.enfilade.internal.web.wire;

import java.util.Collection;
import java.util.HexFormat;
import org.enfilade.internal.engine.Inbound;

/** Writes down what it hears of a client; the text "fail" fails, "interrupt" leaves its thread interrupted. */
public record Listened(Collection<String> told) implements Inbound {
    @Override
    public void text(String message) {
        if (message.equals("fail")) {
            throw new IllegalStateException("as asked");
        }
        if (message.equals("interrupt")) {
            Thread.currentThread().interrupt();
        }
        told.add(message);
    }

    @Override
    public void binary(byte[] message) {
        told.add(HexFormat.of().formatHex(message));
    }

    @Override
    public void tooBig() {
        told.add("too big");
    }

    @Override
    public void noRoom() {
        told.add("no room");
    }

    @Override
    public void closed() {
        told.add("closed");
    }

    @Override
    public void failed() {
        told.add("failed");
    }
}
