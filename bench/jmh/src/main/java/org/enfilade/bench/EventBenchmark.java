package org.enfilade.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.enfilade.Ack;
import org.enfilade.ServerOptions;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.enfilade.internal.engine.Dialects;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Wire;
import org.enfilade.internal.frames.FrameReader;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.namespace.Blueprint;
import org.enfilade.internal.namespace.HandshakeRequest;
import org.enfilade.internal.namespace.NamespaceHandler;
import org.enfilade.internal.namespace.Network;
import org.enfilade.internal.namespace.Server;
import org.enfilade.internal.namespace.SocketTasks;
import org.enfilade.internal.packet.Packet;
import org.enfilade.internal.packet.PacketLimits;
import org.enfilade.internal.packet.PacketReader;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.packet.ProtocolException;
import org.enfilade.internal.packet.StandardParser;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.RoomIndex;
import org.enfilade.internal.time.Ticker;
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

/**
 * The way of an event through the server, without a network: its parts, the whole of an event that is acknowledged, and
 * a broadcast.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventBenchmark {
    private static final int CLIENTS = 1000;

    /** The bytes of a text, and whether they are Chinese. */
    @Param({"32", "1024", "300 Chinese"})
    String payload;

    private final JsonBinding binding = new JsonBinding();
    private final StandardParser parser = new StandardParser(new PacketLimits(10, 256, 512, 1_000_000));
    private final PacketReader reader = parser.newReader();
    private final FrameReader frames = new FrameReader(new Nobody(), 1_000_000);
    private final RoomIndex<Integer> rooms = new RoomIndex<>();
    private Server server;
    private Inbound client;
    private String text;
    private String packet;
    private byte[] frame;
    private byte[] buffer;

    @Setup
    public void start() {
        text = payload.endsWith("Chinese") ? "\u4e2d".repeat(100) : "x".repeat(Integer.parseInt(payload));
        packet = "420[\"echo\",\"" + text + "\"]";
        frame = frame(packet);
        buffer = new byte[frame.length];
        Blueprint blueprint = new Blueprint(binding);
        blueprint.declare("/", new Echo());
        server = new Server(
                blueprint, ServerOptions.builder().build(), new SocketTasks(Runnable::run, new NoTime()), Network.NONE);
        client = connect();
        for (int i = 1; i < CLIENTS; i++) {
            connect();
        }
        for (int i = 0; i < CLIENTS; i++) {
            rooms.add("id" + i, i, List.of("id" + i, "room" + i % 100));
        }
    }

    private Inbound connect() {
        HandshakeRequest request = new HandshakeRequest(
                Map.of("EIO", List.of("4")), Map.of(), Optional.empty(), "127.0.0.1", false, "/", Instant.EPOCH);
        Inbound inbound = server.engine()
                .openWebSocket(Dialects.of(4, false), new SentAtOnce(), session -> server.connect(session, request));
        inbound.text("40");
        return inbound;
    }

    /** As a client sends it, with a mask. */
    private static byte[] frame(String packet) {
        byte[] bytes = packet.getBytes(StandardCharsets.UTF_8);
        int header = bytes.length < 126 ? 6 : 8;
        byte[] frame = new byte[header + bytes.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | (header == 6 ? bytes.length : 126));
        if (header == 8) {
            frame[2] = (byte) (bytes.length >> 8);
            frame[3] = (byte) bytes.length;
        }
        byte[] mask = {1, 2, 3, 4};
        System.arraycopy(mask, 0, frame, header - 4, 4);
        for (int i = 0; i < bytes.length; i++) {
            frame[header + i] = (byte) (bytes[i] ^ mask[i & 3]);
        }
        return frame;
    }

    /** From bytes to the text of a message. */
    @Benchmark
    public void frame() {
        System.arraycopy(frame, 0, buffer, 0, frame.length);
        frames.read(buffer, 0, buffer.length);
    }

    /** From the text of a packet to the value of its parameter. */
    @Benchmark
    public Object decode() throws ProtocolException {
        Packet.Event event = (Packet.Event) reader.text(packet.substring(1));
        return event.payload().read(0, binding, String.class);
    }

    /** From an event to its frames. */
    @Benchmark
    public byte[] encode() {
        return parser.event("/", -1, Payload.event(binding, "echo", new Object[] {text})).frames();
    }

    /** An event from its text to the frames of its acknowledgement. */
    @Benchmark
    public void echo() {
        client.text(packet);
    }

    /** One event to all clients. */
    @Benchmark
    public void broadcast() {
        server.of("/").emit("cast", text);
    }

    /** The members of one room of ten. */
    @Benchmark
    public List<Integer> room() {
        return Audience.EVERYBODY.to("room7").in(rooms);
    }

    private static final class Echo implements NamespaceHandler {
        @Override
        public boolean admitsAtOnce() {
            return true;
        }

        @Override
        public boolean isNonBlocking(String event) {
            return true;
        }

        @Override
        public boolean event(Socket socket, SocketEvent event, Ack<Object> ack) {
            ack.send(event.arguments().get(0, String.class));
            return true;
        }
    }

    private static final class SentAtOnce implements Wire {
        /** Where frames would go to. */
        private int bytes;

        @Override
        public void send(List<Message> batch, Sent report) {
            for (Message message : batch) {
                bytes += message.frames().length;
            }
            report.sent();
        }

        @Override
        public void close() {}
    }

    private static final class NoTime implements Ticker {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return () -> {};
        }
    }

    private static final class Nobody implements FrameReader.Receiver {
        private final List<String> last = new ArrayList<>(List.of(""));

        @Override
        public void text(String message) {
            last.set(0, message);
        }

        @Override
        public void binary(byte[] message) {}

        @Override
        public void ping(byte[] content) {}

        @Override
        public void close(int code) {}

        @Override
        public void broken(int code, String why) {}

        @Override
        public boolean keep(int bytes) {
            return true;
        }

        @Override
        public void free(int bytes) {}
    }
}
