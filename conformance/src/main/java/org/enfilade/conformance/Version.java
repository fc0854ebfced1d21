package org.enfilade.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which build of the application this is, so that a test can tell a newer one; {@code serve} writes the file. */
final class Version {
    private static final String FILE = "/version";

    static final String NUMBER = read();

    private Version() {}

    private static String read() {
        try (InputStream file = Version.class.getResourceAsStream(FILE)) {
            return file == null ? "1" : new String(file.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
