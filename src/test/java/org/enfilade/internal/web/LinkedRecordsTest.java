package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import org.junit.jupiter.api.Test;

class LinkedRecordsTest {
    /** Of an application, with a part whose class is the application's too. */
    record Whole(Part part) {}

    record Part() {}

    /** As a server loads an application. */
    private static final class ApplicationLoader extends ClassLoader {
        ApplicationLoader() {
            super(LinkedRecordsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(LinkedRecordsTest.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** The loader of an application that has used its records, and has ended. */
    private static WeakReference<ClassLoader> ended() throws ReflectiveOperationException {
        ClassLoader application = new ApplicationLoader();
        Object whole = made(application, Whole.class, made(application, Part.class));
        Object same = made(application, Whole.class, made(application, Part.class));
        assertThat(whole.equals(same)).isTrue();
        assertThat(whole.hashCode()).isEqualTo(same.hashCode());
        assertThat(whole.toString()).isEqualTo("Whole[part=Part[]]");
        return new WeakReference<>(application);
    }

    private static Object made(ClassLoader application, Class<?> like, Object... parts)
            throws ReflectiveOperationException {
        Constructor<?> constructor = application.loadClass(like.getName()).getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(parts);
    }

    @Test
    void applicationThatHasEnded_isNotKept_forItsRecords() throws Exception {
        WeakReference<ClassLoader> application = ended();

        LinkedRecords.forget();

        for (int i = 0; i < 100 && application.get() != null; i++) {
            System.gc();
        }
        assertThat(application.get()).isNull();
    }
}
