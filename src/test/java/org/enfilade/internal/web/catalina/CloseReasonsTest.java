package org.enfilade.internal.web.catalina;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.CloseReason;
import org.junit.jupiter.api.Test;

class CloseReasonsTest {
    /** What happens without them. */
    static final class Careless {
        private Careless() {}

        static void prepare(ClassLoader grizzly) throws ClassNotFoundException {
            Class.forName(CloseReason.class.getName(), true, grizzly);
        }
    }

    private static URL of(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** Its class of the reasons is not in use yet. */
    private static URLClassLoader server() {
        return new URLClassLoader(new URL[] {of(CloseReason.class)}, ClassLoader.getPlatformClassLoader());
    }

    /** An application has them prepared, and goes; its class loader, if somebody still has it. */
    private static WeakReference<ClassLoader> prepared(ClassLoader server, String by) throws Exception {
        URL[] classes = {of(CloseReasons.class), of(CloseReasonsTest.class), of(CloseReason.class)};
        try (URLClassLoader application = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
            Method prepare = application.loadClass(by).getDeclaredMethod("prepare", ClassLoader.class);
            prepare.setAccessible(true);
            ClassLoader before = Thread.currentThread().getContextClassLoader();
            Thread.currentThread().setContextClassLoader(application);
            try {
                prepare.invoke(null, server);
            } finally {
                Thread.currentThread().setContextClassLoader(before);
            }
            return new WeakReference<>(application);
        }
    }

    private static boolean isLeft(WeakReference<ClassLoader> application, long seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (application.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }
        return application.get() != null;
    }

    @Test
    void application_thatHasPreparedThem_isNotKept() throws Exception {
        try (URLClassLoader server = server()) {
            WeakReference<ClassLoader> application = prepared(server, CloseReasons.class.getName());

            assertThat(isLeft(application, 60)).isFalse();
            assertThat(server.loadClass(CloseReason.class.getName())).isNotNull();
        }
    }

    /** Otherwise the test above would show nothing. */
    @Test
    void application_thatIsCareless_isKept() throws Exception {
        try (URLClassLoader server = server()) {
            WeakReference<ClassLoader> application = prepared(server, Careless.class.getName());

            assertThat(isLeft(application, 1)).isTrue();
            assertThat(server.loadClass(CloseReason.class.getName())).isNotNull();
        }
    }

    @Test
    void serverWithoutThem_isNoMistake() {
        CloseReasons.prepare(ClassLoader.getPlatformClassLoader());
    }
}
