package org.enfilade.internal.web.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** The threads that read, each from its share of the connections. They start with the first connection. */
public final class Loops {
    private final ThreadFactory threads;
    private final int count;

    // guarded by this
    private final List<Loop> loops = new ArrayList<>();
    private int last;
    private boolean stopped;

    public Loops(ThreadFactory threads, int count) {
        this.threads = threads;
        this.count = count;
    }

    /** The one whose turn it is to get a connection. */
    public synchronized Loop next() {
        if (stopped) {
            throw new IllegalStateException("the application has ended");
        }
        last = (last + 1) % count;
        if (loops.size() <= last) {
            last = loops.size();
            loops.add(started());
        }
        return loops.get(last);
    }

    private Loop started() {
        try {
            Loop loop = new Loop();
            threads.newThread(loop).start();
            return loop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the threads, and the connections that there still are. */
    public void stop() {
        List<Loop> started;
        synchronized (this) {
            stopped = true;
            started = List.copyOf(loops);
        }
        started.forEach(Loop::stop);
    }
}
