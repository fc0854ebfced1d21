package org.enfilade.internal.web.undertow;

import java.io.IOException;
import java.io.InputStream;

/**
 * Loads this package where the server lets it see what it is built on. WildFly shows the classes of XNIO, below
 * Undertow, to nobody but Undertow: an application that asks for their module has a warning in the log at each
 * deployment (WFLYSRV0018). So the classes of Undertow and of XNIO come from the loader of Undertow, which sees both.
 */
final class UndertowClasses extends ClassLoader {
    private static final String PACKAGE = UndertowClasses.class.getPackageName() + ".";

    private final ClassLoader undertow;

    /** @param undertow sees Undertow and XNIO */
    UndertowClasses(ClassLoader undertow) {
        super(UndertowClasses.class.getClassLoader());
        this.undertow = undertow;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("io.undertow.") || name.startsWith("org.xnio.")) {
            return undertow.loadClass(name);
        }
        if (!name.startsWith(PACKAGE)) {
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
            return defineClass(name, bytes, 0, bytes.length, UndertowClasses.class.getProtectionDomain());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
