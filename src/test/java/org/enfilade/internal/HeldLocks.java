package org.enfilade.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import org.enfilade.ServerOptions;

/** Which monitors the library's code holds on the current thread: none when it calls out. */
public final class HeldLocks {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private HeldLocks() {}

    /** What each was taken by. Takes some ten microseconds. */
    public static List<String> now() {
        ThreadInfo thread =
                THREADS.getThreadInfo(new long[] {Thread.currentThread().getId()}, true, false)[0];
        return Arrays.stream(thread.getLockedMonitors())
                .filter(monitor -> isOurs(monitor.getLockedStackFrame().getClassName()))
                .map(HeldLocks::shown)
                .toList();
    }

    private static String shown(MonitorInfo monitor) {
        return monitor.getClassName() + " by " + monitor.getLockedStackFrame();
    }

    /** Fails if there are any. */
    public static void none() {
        assertThat(now()).as("locks that are held while calling out").isEmpty();
    }

    /** The library's, and not of its tests. */
    private static boolean isOurs(String name) {
        if (!name.startsWith("org.enfilade.")) {
            return false;
        }
        try {
            var source = Class.forName(name, false, HeldLocks.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource();
            return source.equals(ServerOptions.class.getProtectionDomain().getCodeSource());
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
