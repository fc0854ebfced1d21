package org.enfilade.internal.web;

import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The body of a polling POST, as far as it has come in. Not for several threads at once. */
final class PostBody {
    private final ServletInputStream in;
    private final long limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final byte[] buffer = new byte[4_096];

    PostBody(ServletInputStream in, long limit) {
        this.in = in;
        this.limit = limit;
    }

    /**
     * Reads what can be read without blocking.
     *
     * @return whether the body is within the limit so far; nothing is read beyond it
     */
    boolean readOn() throws IOException {
        // Not isFinished(): on Grizzly (Payara, GlassFish) it is true as soon as the server has the whole body, before
        // it is read.
        while (in.isReady()) {
            int length = in.read(buffer);
            if (length < 0) {
                return true;
            }
            if (bytes.size() + length > limit) {
                return false;
            }
            bytes.write(buffer, 0, length);
        }
        return true;
    }

    /** The body as text; fails for what is not UTF-8. */
    String text() throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes.toByteArray()))
                .toString();
    }
}
