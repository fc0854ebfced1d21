package org.enfilade.internal.cluster.infinispan;

import java.io.IOException;
import java.io.InputStream;
import org.enfilade.spi.RecordCache;

/**
 * Loads {@link InfinispanRecords} where it sees Infinispan. An application that asks WildFly for the module of that has
 * a warning in the log at each deployment (WFLYSRV0018), whether it records sessions or not. So the classes of
 * Infinispan come from the loader of the container itself.
 */
final class InfinispanClasses extends ClassLoader {
    private static final String OURS = InfinispanClasses.class.getPackageName() + ".InfinispanRecords";

    private final ClassLoader infinispan;

    /** @param infinispan sees Infinispan */
    InfinispanClasses(ClassLoader infinispan) {
        super(InfinispanClasses.class.getClassLoader());
        this.infinispan = infinispan;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("org.infinispan.")) {
            return infinispan.loadClass(name);
        }
        if (!name.startsWith(OURS) || name.startsWith(OURS + "Provider")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length, InfinispanClasses.class.getProtectionDomain());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** The records of an application in a container. */
    static RecordCache open(Object container, String application) {
        try {
            InfinispanClasses classes =
                    new InfinispanClasses(container.getClass().getClassLoader());
            return (RecordCache) classes.loadClass(OURS)
                    .getConstructor(Object.class, String.class)
                    .newInstance(container, application);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("the server's Infinispan cannot be used", e);
        }
    }
}
