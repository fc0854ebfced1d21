package org.enfilade.internal.web.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.enfilade.internal.web.wire.OwnConnection.WriteBuffer;
import org.junit.jupiter.api.Test;

class XnioConnectionTest {
    private final FakeConnection stream = new FakeConnection();
    private final XnioConnection connection = new XnioConnection(stream, FakeConnection.BUFFERS);

    @Test
    void whatIsWritten_leavesByTheConnection_fromABufferOfUndertows() throws IOException {
        try (WriteBuffer borrowed = connection.borrow()) {
            assertThat(borrowed.buffer().capacity()).isEqualTo(64);
            borrowed.buffer().put(new byte[] {1, 2, 3}).flip();
            assertThat(connection.write(borrowed.buffer())).isEqualTo(3);
        }

        assertThat(stream.written.toByteArray()).containsExactly(1, 2, 3);
    }

    @Test
    void whatTlsHolds_isNotFlushed() throws IOException {
        assertThat(connection.flush()).isTrue();

        stream.flushed = false;

        assertThat(connection.flush()).isFalse();
    }

    @Test
    void whatTheClientSends_isRead_andItsEnd() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(16);
        stream.getSourceChannel().setReadListener(source -> {});
        stream.sends("abc".getBytes(StandardCharsets.US_ASCII));

        assertThat(connection.read(buffer)).isEqualTo(3);
        stream.ends();
        assertThat(connection.read(buffer)).isEqualTo(-1);
    }

    @Test
    void room_isAwaited_asLongAsItIsMissed() {
        connection.awaitRoom(true);
        assertThat(stream.writesResumed).isTrue();

        connection.awaitRoom(false);
        assertThat(stream.writesResumed).isFalse();
    }

    @Test
    void endOfWrites_isShownToTheClient_andTheEndIsClosed() throws IOException {
        connection.endWrites();
        assertThat(stream.ended).isTrue();
        assertThat(connection.isOpen()).isTrue();

        connection.close();

        assertThat(connection.isOpen()).isFalse();
    }
}
