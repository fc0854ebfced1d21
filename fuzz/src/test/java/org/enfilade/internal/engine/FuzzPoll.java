package org.enfilade.internal.engine;

/** A GET that a client may give up. */
final class FuzzPoll implements PollExchange {
    private boolean answered;
    private boolean abandoned;
    private boolean holds;
    private Wire.Sent unreported;
    private Runnable gone = () -> {};

    /** @param holds whether the answer is written only when the input says so */
    FuzzPoll(boolean holds) {
        this.holds = holds;
    }

    @Override
    public void whenGone(Runnable action) {
        gone = action;
    }

    @Override
    public void answer(String payload, boolean compress, Wire.Sent report) {
        answer(payload.length(), report);
    }

    @Override
    public void answerBinary(byte[] payload, boolean compress, Wire.Sent report) {
        answer(payload.length, report);
    }

    private void answer(int length, Wire.Sent report) {
        once();
        if (length == 0) {
            throw new AssertionError("an answer without a packet");
        }
        if (abandoned) {
            report.failed();
        } else if (holds) {
            unreported = report;
        } else {
            report.sent();
        }
    }

    @Override
    public void refuse(EngineError error) {
        once();
    }

    private void once() {
        if (answered) {
            throw new AssertionError("a GET is answered twice");
        }
        answered = true;
    }

    /** It is answered, or nobody waits for that any more. */
    boolean isOver() {
        return answered || abandoned;
    }

    /** The client is gone. A container tells of that only as long as there is no answer. */
    void abandon() {
        if (!answered) {
            abandoned = true;
            Runnable told = gone;
            gone = () -> {};
            told.run();
        }
    }

    /** The answer has been written, or not. */
    void report(boolean isWritten) {
        holds = false;
        Wire.Sent report = unreported;
        unreported = null;
        if (report != null && isWritten) {
            report.sent();
        } else if (report != null) {
            report.failed();
        }
    }
}
