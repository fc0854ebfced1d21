package org.enfilade.internal.web.channel;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.web.wire.ReadRound;

/** One thread, which reads from many connections, and writes what one of them has not taken at once. */
public final class Loop implements Runnable, Executor {
    /** What it reads from. */
    interface Served {
        /** Some operations are possible. */
        void ready(int operations, ReadRound round);

        void close();
    }

    private final Selector selector = Selector.open();
    private final WriteBuffers writeBuffers = new WriteBuffers();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ReadRound round = new ReadRound();

    private volatile Thread thread;
    private volatile boolean stopped;

    Loop() throws IOException {}

    Selector selector() {
        return selector;
    }

    WriteBuffers writeBuffers() {
        return writeBuffers;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            while (!stopped) {
                // A handler may have left it behind, and the next connection that is read would be closed for it.
                Thread.interrupted();
                selector.select(this::ready);
                readAll();
                runTasks();
            }
        } catch (IOException | RuntimeException e) {
            Log.error("A thread that reads from WebSockets has failed, and its connections end", e);
        } finally {
            stopped = true;
            end();
        }
    }

    private void readAll() {
        try {
            round.run(Runnable::run);
        } catch (RuntimeException | Error e) {
            Log.error("What clients have sent could not be read", e);
        }
    }

    private void ready(SelectionKey key) {
        Served connection = (Served) key.attachment();
        try {
            connection.ready(key.readyOps(), round);
        } catch (CancelledKeyException e) {
            // It has ended meanwhile.
        } catch (RuntimeException | Error e) {
            Log.error("A WebSocket failed", e);
            connection.close();
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                Log.error("A task of a WebSocket failed", e);
            }
        }
    }

    private void end() {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            ((Served) key.attachment()).close();
        }
        try {
            selector.close();
        } catch (IOException e) {
            Log.debug("A selector could not be closed", e);
        }
        runTasks();
    }

    /** Runs a task on this thread, soon; on the calling one if this one has ended. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (stopped) {
            runTasks();
        } else {
            wakeUp();
        }
    }

    /** Makes it see what has changed of its connections. */
    void wakeUp() {
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    void stop() {
        stopped = true;
        wakeUp();
    }
}
