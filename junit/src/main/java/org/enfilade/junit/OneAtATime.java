package org.enfilade.junit;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something that several threads ask for and one does at a time: who asks meanwhile has it done once more, by the
 * thread that is at it.
 */
final class OneAtATime implements Runnable {
    private final Runnable action;
    private final AtomicInteger asked = new AtomicInteger();

    OneAtATime(Runnable action) {
        this.action = action;
    }

    @Override
    public void run() {
        if (asked.getAndIncrement() > 0) {
            return;
        }
        int served = 1;
        do {
            action.run();
            served = asked.addAndGet(-served);
        } while (served > 0);
    }
}
