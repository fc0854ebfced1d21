package org.enfilade.internal.engine;

import java.util.List;

/** What lives on a session: it answers, closes or fails as the client's message says, and checks what it is told. */
final class FuzzListener implements SessionListener {
    private final EngineSession session;
    private boolean opened;
    private boolean closed;
    private boolean hearing;

    FuzzListener(EngineSession session) {
        this.session = session;
    }

    @Override
    public void opened() {
        if (opened) {
            throw new AssertionError("opened twice");
        }
        opened = true;
    }

    @Override
    public void text(String message) {
        hear(() -> {
            char first = message.isEmpty() ? 0 : message.charAt(0);
            switch (first) {
                case 'e' -> session.send(Message.of(message, List.of()));
                case 'b' -> session.send(Message.of(message, List.of(new byte[300])));
                case 'v' -> session.sendBestEffort(Message.of(message, List.of()));
                case 'c' -> session.close();
                case 'a' -> session.abort();
                case 'x' -> throw new IllegalStateException("as the input wants it");
                default -> {}
            }
        });
    }

    @Override
    public void binary(byte[] message) {
        hear(() -> session.send(Message.of("b", List.of(message))));
    }

    private void hear(Runnable what) {
        if (!opened || closed) {
            throw new AssertionError("a message before the session is open, or after its end");
        }
        if (hearing) {
            throw new AssertionError("two messages at once");
        }
        hearing = true;
        try {
            what.run();
        } finally {
            hearing = false;
        }
    }

    @Override
    public void closed(CloseReason reason) {
        if (closed) {
            throw new AssertionError("closed twice");
        }
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
