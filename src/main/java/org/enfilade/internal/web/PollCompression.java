package org.enfilade.internal.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.enfilade.ServerOptions;

/**
 * How the answer to one poll is compressed. It is made on the thread that answers, so it takes the fastest level, and
 * nothing larger than a bound.
 */
enum PollCompression {
    /** Not asked about: the option is off. */
    OFF("identity"),
    /** The client accepts none. */
    IDENTITY("identity"),
    GZIP("gzip"),
    DEFLATE("deflate");

    /** At the fastest level a few milliseconds. */
    static final int MOST = 1 << 20;

    /** Browsers send thirty characters. */
    private static final int MAX_HEADER = 1_000;

    private static final Pattern WEIGHT = Pattern.compile("q\\s*=\\s*([01](\\.\\d{0,3})?)");

    private final String encoding;

    PollCompression(String encoding) {
        this.encoding = encoding;
    }

    /** @param accepted the {@code Accept-Encoding} header, or {@code null} */
    static PollCompression of(ServerOptions options, String accepted) {
        return options.httpCompression() ? accepted(accepted) : OFF;
    }

    private static PollCompression accepted(String header) {
        if (header == null || header.length() > MAX_HEADER) {
            return IDENTITY;
        }
        Weights weights = new Weights(header.toLowerCase(Locale.ROOT));
        double gzip = weights.of("gzip", weights.of("x-gzip", weights.any));
        double deflate = weights.of("deflate", weights.any);
        double best = Math.max(gzip, deflate);
        if (best <= 0 || weights.of("identity", 0) > best) {
            return IDENTITY;
        }
        return gzip >= deflate ? GZIP : DEFLATE;
    }

    /** What the client prefers, from 0, which refuses, to 1. */
    private static final class Weights {
        private final String[] elements;
        private final double any;

        Weights(String header) {
            elements = header.split(",");
            any = of("*", 0);
        }

        double of(String name, double otherwise) {
            for (String element : elements) {
                String[] parts = element.split(";", 2);
                if (parts[0].strip().equals(name)) {
                    return parts.length == 1 ? 1 : weight(parts[1].strip());
                }
            }
            return otherwise;
        }

        /** What is none refuses. */
        private static double weight(String parameter) {
            Matcher weight = WEIGHT.matcher(parameter);
            return weight.matches() ? Double.parseDouble(weight.group(1)) : 0;
        }
    }

    /** As the client is told. */
    String encoding() {
        return encoding;
    }

    /** The body compressed, or itself if that is not worth it. */
    byte[] applied(byte[] body, int threshold) {
        if (this == OFF || this == IDENTITY || body.length < threshold || body.length > MOST) {
            return body;
        }
        byte[] small = compressed(body);
        return small.length < body.length ? small : body;
    }

    private byte[] compressed(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4 + 64);
        try (OutputStream compressing = this == GZIP ? new FastGzip(out) : new FastDeflate(out)) {
            compressing.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Its memory is not the heap's, so it is let go at once. */
    private static final class FastDeflate extends DeflaterOutputStream {
        FastDeflate(OutputStream out) {
            super(out, new Deflater(Deflater.BEST_SPEED));
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                def.end();
            }
        }
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
