package org.enfilade.internal.time;

import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.util.Arrays;
import java.util.List;

/**
 * Which locks of ours the current thread holds. What is called out to (a wire, a poll, a listener, a ticker) must not be called with one:
 * it may call back, wait, or want another lock. Fakes ask here, whatever object the lock belongs to.
 */
public final class HeldLocks {
    /** Where it is so by now; a package that is made so is added, and stays. */
    private static final List<String> CLEAN =
            List.of("org.enfilade.internal.engine.", "org.enfilade.internal.time.", "org.enfilade.internal.web.");

    private HeldLocks() {}

    /** Fails if the current thread holds one. */
    public static void assertNone(Object what) {
        List<String> held = held();
        if (!held.isEmpty()) {
            throw new AssertionError("called out with a lock held: " + what + ", " + held);
        }
    }

    private static List<String> held() {
        long[] current = {Thread.currentThread().getId()};
        MonitorInfo[] monitors = ManagementFactory.getThreadMXBean()
                .getThreadInfo(current, true, false)[0]
                .getLockedMonitors();
        return Arrays.stream(monitors)
                .filter(monitor -> CLEAN.stream().anyMatch(monitor.getClassName()::startsWith))
                .map(monitor -> monitor.getClassName() + " in " + monitor.getLockedStackFrame())
                .toList();
    }
}
