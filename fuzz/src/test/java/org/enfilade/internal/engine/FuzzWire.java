package org.enfilade.internal.engine;

import java.util.List;

/** A WebSocket whose client may stop reading. */
final class FuzzWire implements Wire {
    private Sent unreported;
    private boolean holds;
    private boolean closed;
    private boolean gone;

    @Override
    public void send(List<Message> batch, Sent report) {
        if (unreported != null) {
            throw new AssertionError("a batch is sent before the one ahead of it is reported");
        }
        if (batch.isEmpty()) {
            throw new AssertionError("an empty batch");
        }
        if (gone) {
            report.failed();
        } else if (holds) {
            unreported = report;
        } else {
            report.sent();
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed || gone;
    }

    void hold() {
        holds = true;
    }

    /** What was sent has left, or not. */
    void report(boolean isSent) {
        holds = false;
        Sent report = unreported;
        unreported = null;
        if (report != null && isSent) {
            report.sent();
        } else if (report != null) {
            report.failed();
        }
    }

    /** The connection is gone; what was under way is not sent. */
    void cut() {
        gone = true;
        report(false);
    }
}
