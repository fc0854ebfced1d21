package org.enfilade.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.enfilade.fuzz.FuzzTarget;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.enfilade.internal.reach.BusWriter;
import org.enfilade.internal.reach.Question;
import org.enfilade.internal.reach.Scope;

/** A message of another node, after the number of the format's version; and what an answer holds. */
class BusFuzzTest implements FuzzTarget {
    /** One of each; what is asked does not matter for how an answer is read. */
    private static final List<Question<?>> QUESTIONS = List.of(
            new Question.EmitWithAck(null, Duration.ZERO),
            new Question.FetchSockets(Scope.namespace("/"), Audience.EVERYBODY),
            new Question.ServerSideEmitWithAck(null, Duration.ZERO));

    @Override
    @FuzzTest(maxDuration = "10s")
    public void run(byte[] input) {
        BusMessage message;
        try {
            message = BusCodec.decode(versioned(input));
        } catch (BusFormatException dropped) {
            assertThat(dropped.getMessage()).isNotEmpty();
            return;
        }
        byte[] written = BusCodec.encode(message);
        try {
            BusMessage again = BusCodec.decode(written);
            assertThat(again.type()).isEqualTo(message.type());
            assertThat(sorted(BusCodec.encode(again))).isEqualTo(sorted(written));
        } catch (BusFormatException e) {
            throw new AssertionError("what was written of it cannot be read: " + message, e);
        }
        if (message instanceof BusMessage.Answer answer) {
            answered(answer.content());
        }
    }

    private static byte[] versioned(byte[] input) {
        BusWriter out = new BusWriter();
        out.oneByte(BusCodec.VERSION);
        for (byte each : input) {
            out.oneByte(each);
        }
        return out.toBytes();
    }

    private static void answered(byte[] content) {
        for (Question<?> question : QUESTIONS) {
            try {
                assertThat(question.readAnswer(new BusReader(content))).isNotNull();
            } catch (BusFormatException dropped) {
                assertThat(dropped.getMessage()).isNotEmpty();
            }
        }
    }

    /** Sets are written in any order. */
    private static byte[] sorted(byte[] message) {
        byte[] sorted = message.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
