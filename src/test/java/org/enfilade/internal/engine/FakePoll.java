package org.enfilade.internal.engine;

import java.util.HexFormat;
import org.enfilade.internal.HeldLocks;

/** A polling GET that records its answer, and reports it as written unless a test holds that back. */
public final class FakePoll implements PollExchange {
    private final boolean holding;
    private String payload;
    private boolean compress;
    private EngineError error;
    private Wire.Sent report;
    private Runnable gone = () -> {};

    public FakePoll() {
        this(false);
    }

    private FakePoll(boolean holding) {
        this.holding = holding;
    }

    /** One whose answer is not taken by the client until {@link #release}. */
    public static FakePoll slow() {
        return new FakePoll(true);
    }

    @Override
    public void whenGone(Runnable action) {
        HeldLocks.none();
        gone = action;
    }

    /** The client is gone, without an answer. */
    public void abandon() {
        gone.run();
    }

    @Override
    public void answer(String answer, boolean worthCompressing, Wire.Sent to) {
        once();
        payload = answer;
        compress = worthCompressing;
        report = to;
        if (!holding) {
            to.sent();
        }
    }

    @Override
    public void answerBinary(byte[] answer, boolean worthCompressing, Wire.Sent to) {
        answer("#" + HexFormat.of().formatHex(answer), worthCompressing, to);
    }

    @Override
    public void refuse(EngineError refusal) {
        once();
        error = refusal;
    }

    private void once() {
        HeldLocks.none();
        if (payload != null || error != null) {
            throw new AssertionError("answered twice");
        }
    }

    /** The answer has been written. */
    public void release() {
        report.sent();
    }

    /** The client is gone. */
    public void fail() {
        report.failed();
    }

    /** The answer, its separators shown as {@code |}, a binary one as {@code #0102}; {@code null} while it waits. */
    public String payload() {
        return payload == null ? null : payload.replace('\u001e', '|');
    }

    /** Whether the answer is worth compressing. */
    public boolean compress() {
        return compress;
    }

    public EngineError error() {
        return error;
    }
}
