package org.enfilade.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A WebSocket by hand, over a socket with a small buffer that is read only when the test says so. */
final class DeafClient implements AutoCloseable {
    private static final int BUFFER = 4_096;
    private static final Duration DROPPED_WITHIN = SocketIOClient.PATIENCE;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    DeafClient(URI base, String path) throws IOException {
        socket.setReceiveBufferSize(BUFFER);
        socket.setSoTimeout((int) SocketIOClient.PATIENCE.toMillis());
        socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
        in = new DataInputStream(socket.getInputStream());
        String key = Base64.getEncoder().encodeToString(new byte[16]);
        write("GET " + base.getPath() + path + " HTTP/1.1\r\nHost: " + base.getAuthority()
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key
                + "\r\n\r\n");
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException(head.toString());
        }
    }

    /** Joins a namespace, and returns the socket's id; whoever wants to be deaf does not read after it. */
    String join(String namespace) throws IOException {
        send("40" + namespace + ",");
        while (true) {
            String packet = receive();
            if (packet.startsWith("40" + namespace + ",")) {
                String json = packet.substring(packet.indexOf('{'));
                return SocketIOClient.json(json).asJsonObject().getString("sid");
            }
        }
    }

    /** Sends a text frame of less than 126 bytes. */
    void send(String packet) throws IOException {
        byte[] bytes = packet.getBytes(UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        frame.write(0x80 | bytes.length);
        frame.writeBytes(new byte[4]); // a mask of zeros
        frame.writeBytes(bytes);
        write(frame.toByteArray());
    }

    private String receive() throws IOException {
        in.readByte();
        int length = in.readByte();
        byte[] bytes = new byte[length == 126 ? in.readUnsignedShort() : length];
        in.readFully(bytes);
        return new String(bytes, UTF_8);
    }

    private void write(String text) throws IOException {
        write(text.getBytes(ISO_8859_1));
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Waits until the server has let go of the connection, although this client keeps sending. */
    void awaitDropWhileSending(String packet) throws InterruptedException {
        awaitDrop(() -> {
            try {
                send(packet);
                return false;
            } catch (IOException reset) {
                return true;
            }
        });
    }

    /** Waits until the server has let go of the connection, without a word. */
    void awaitDrop() throws InterruptedException {
        awaitDrop(this::belongsToNobody);
    }

    private static void awaitDrop(BooleanSupplier dropped) throws InterruptedException {
        long deadline = System.nanoTime() + DROPPED_WITHIN.toNanos();
        while (!dropped.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the connection is still there after " + DROPPED_WITHIN);
            }
            Thread.sleep(50);
        }
    }

    /**
     * The kernel may still keep what was not read, but a connection with the inode 0 belongs to no process any more.
     */
    private boolean belongsToNobody() {
        String local = String.format(":%04X", socket.getPort());
        String remote = String.format(":%04X", socket.getLocalPort());
        try (Stream<String> connections = Files.lines(Path.of("/proc/net/tcp"))) {
            return connections
                    .map(line -> line.trim().split("\\s+"))
                    .filter(fields -> fields[1].endsWith(local) && fields[2].endsWith(remote))
                    .allMatch(fields -> fields[9].equals("0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
