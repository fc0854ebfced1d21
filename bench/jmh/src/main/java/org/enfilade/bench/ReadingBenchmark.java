package org.enfilade.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.Packet;
import org.enfilade.internal.packet.PacketDecoder;
import org.enfilade.internal.packet.PacketLimits;
import org.enfilade.internal.packet.ProtocolException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An event from a client, from the text of its packet to the value of its parameter. Four times the size has to take four times as long. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class ReadingBenchmark {
    /** A parameter that JSON-B reads. */
    public record Texts(List<String> all) {}

    @Param({"50000", "200000", "800000"})
    int size;

    private final JsonBinding binding = new JsonBinding();
    private String texts;
    private String record;
    private String escapes;
    private String numbers;
    private String nested;

    @Setup
    public void makeMessages() {
        // One character beyond Latin-1 makes the whole text two bytes a character, which is where looking for the next backslash took longest.
        texts = "2[\"e\",[\"\u20ac\"" + repeat(",\"x\"") + "]]";
        record = "2[\"e\",{\"all\":[\"\u20ac\"" + repeat(",\"x\"") + "]}]";
        escapes = "2[\"e\",[\"\u20ac\"" + repeat(",\"\\n\"") + "]]";
        numbers = "2[\"e\",[0" + repeat(",1.5") + "]]";
        nested = "2[\"e\",[0" + repeat(",{\"k\":[\"v\"]}") + "]]";
    }

    private String repeat(String unit) {
        return unit.repeat(size / unit.length());
    }

    private Object read(String message, Class<?> type) throws ProtocolException {
        PacketDecoder decoder = new PacketDecoder(new PacketLimits(10, 256, 512, 1_000_000));
        Packet.Event event = (Packet.Event) decoder.text(message);
        return event.payload().read(0, binding, type);
    }

    @Benchmark
    public Object texts() throws ProtocolException {
        return read(texts, Object.class);
    }

    @Benchmark
    public Object textsInARecord() throws ProtocolException {
        return read(record, Texts.class);
    }

    @Benchmark
    public Object escapes() throws ProtocolException {
        return read(escapes, Object.class);
    }

    @Benchmark
    public Object numbers() throws ProtocolException {
        return read(numbers, List.class);
    }

    @Benchmark
    public Object nested() throws ProtocolException {
        return read(nested, Object.class);
    }
}
