package org.enfilade.junit;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.glassfish.grizzly.ReadHandler;
import org.glassfish.grizzly.WriteHandler;
import org.glassfish.grizzly.http.io.NIOInputStream;
import org.glassfish.grizzly.http.io.NIOOutputStream;
import org.glassfish.grizzly.http.server.Request;

/**
 * Streams of asynchronous requests as the servlet specification has them: a listener is called when there is something
 * to do, by one thread at a time, and not before the call that set it has returned. Grizzly's servlets wait for a call
 * of {@code isReady} first, and use threads that live longer than the server.
 */
final class AsyncStreams extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient Executor executor;

    AsyncStreams(Executor executor) {
        this.executor = executor;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Exchange exchange = new Exchange(request, response, executor);
        chain.doFilter(exchange, exchange.response);
    }

    /** One request with its response. */
    private static final class Exchange extends HttpServletRequestWrapper {
        private final Executor executor;
        private final HttpServletResponse response;
        private final In in;
        private final Out out;

        /** Grizzly uses requests again, so an ended one must not be touched. */
        private volatile boolean ended;

        Exchange(HttpServletRequest outer, HttpServletResponse inner, Executor executor) {
            super(outer);
            this.executor = executor;
            Request request = GrizzlyServer.request(outer);
            in = new In(request);
            out = new Out(request);
            response = new HttpServletResponseWrapper(inner) {
                @Override
                public ServletOutputStream getOutputStream() {
                    return out;
                }
            };
        }

        @Override
        public ServletInputStream getInputStream() {
            return in;
        }

        @Override
        public AsyncContext startAsync() {
            return startAsync(this, response);
        }

        @Override
        public AsyncContext startAsync(jakarta.servlet.ServletRequest request, jakarta.servlet.ServletResponse answer) {
            AsyncContext context = super.startAsync(request, answer);
            context.addListener(new Ending());
            return context;
        }

        private final class Ending implements AsyncListener {
            @Override
            public void onComplete(AsyncEvent event) {
                ended = true;
            }

            @Override
            public void onTimeout(AsyncEvent event) {}

            @Override
            public void onError(AsyncEvent event) {}

            @Override
            public void onStartAsync(AsyncEvent event) {}
        }

        private final class In extends ServletInputStream implements ReadHandler {
            private final NIOInputStream bytes;
            private final OneAtATime reading = new OneAtATime(this::readOn);
            private ReadListener listener;
            private boolean toldOfTheEnd;

            In(Request request) {
                bytes = request.getNIOInputStream();
            }

            @Override
            public int read() throws IOException {
                return bytes.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return bytes.read(target, offset, length);
            }

            @Override
            public int available() throws IOException {
                return bytes.available();
            }

            @Override
            public boolean isFinished() {
                return bytes.isFinished() && bytes.readyData() == 0;
            }

            @Override
            public boolean isReady() {
                if (isFinished() || bytes.readyData() > 0) {
                    return true;
                }
                bytes.notifyAvailable(this);
                return false;
            }

            @Override
            public void setReadListener(ReadListener reader) {
                listener = reader;
                executor.execute(() -> {
                    if (!ended && isReady()) {
                        reading.run();
                    }
                });
            }

            private void readOn() {
                try {
                    if (!ended && !isFinished()) {
                        listener.onDataAvailable();
                    }
                    if (!ended && isFinished() && !toldOfTheEnd) {
                        toldOfTheEnd = true;
                        listener.onAllDataRead();
                    }
                } catch (IOException | RuntimeException e) {
                    listener.onError(e);
                }
            }

            @Override
            public void onDataAvailable() {
                executor.execute(reading);
            }

            @Override
            public void onAllDataRead() {
                executor.execute(reading);
            }

            @Override
            public void onError(Throwable failure) {
                executor.execute(() -> listener.onError(failure));
            }
        }

        private final class Out extends ServletOutputStream implements WriteHandler {
            private final NIOOutputStream bytes;
            private final OneAtATime writing = new OneAtATime(this::writeOn);
            private WriteListener listener;

            Out(Request request) {
                bytes = request.getResponse().getNIOOutputStream();
            }

            @Override
            public void write(int value) throws IOException {
                bytes.write(value);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                bytes.write(source, offset, length);
            }

            @Override
            public void flush() throws IOException {
                bytes.flush();
            }

            @Override
            public void close() throws IOException {
                bytes.close();
            }

            @Override
            public boolean isReady() {
                if (ended || bytes.canWrite()) {
                    return true;
                }
                bytes.notifyCanWrite(this);
                return false;
            }

            @Override
            public void setWriteListener(WriteListener writer) {
                listener = writer;
                executor.execute(writing);
            }

            private void writeOn() {
                try {
                    if (!ended) {
                        listener.onWritePossible();
                    }
                } catch (IOException | RuntimeException e) {
                    listener.onError(e);
                }
            }

            @Override
            public void onWritePossible() {
                executor.execute(writing);
            }

            @Override
            public void onError(Throwable failure) {
                executor.execute(() -> listener.onError(failure));
            }
        }
    }
}
