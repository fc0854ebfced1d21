package org.enfilade.internal.cdi;

import jakarta.enterprise.inject.Vetoed;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.internal.log.Log;

/**
 * The classes with {@code @NamespaceEndpoint} of a WAR in an EAR on WildFly, with our jar in the WAR. WildFly (39,
 * {@code BeanDefiningAnnotationProcessor}) looks for stereotypes in the libraries of the EAR only, so that it takes
 * none of these classes for a bean unless another annotation says so. By JBoss Modules, which is asked by reflection:
 * other servers do not have it.
 */
final class UnindexedClasses {
    /** Where our jar is, in a WAR of an EAR. */
    private static final String IN_EAR = "\\.ear/.+\\.war/WEB-INF/lib/";

    /** The annotation as a class file names it. */
    private static final byte[] MARK =
            ("L" + NamespaceEndpoint.class.getName().replace('.', '/') + ";").getBytes(StandardCharsets.UTF_8);

    private static final String SUFFIX = ".class";
    private static final int MAX_BYTES = 1 << 20;

    private UnindexedClasses() {}

    /** Those that are meant to be beans; none on other servers, and where the container looks for itself. */
    static List<Class<?>> find() {
        ClassLoader loader = UnindexedClasses.class.getClassLoader();
        if (!loader.getClass().getName().equals("org.jboss.modules.ModuleClassLoader") || !isInWarOfEar()) {
            return List.of();
        }
        try {
            return find(loader);
        } catch (ReflectiveOperationException | IOException | LinkageError | RuntimeException e) {
            Log.warning("The classes of the WAR cannot be searched for @NamespaceEndpoint", e);
            return List.of();
        }
    }

    private static boolean isInWarOfEar() {
        return location(UnindexedClasses.class)
                .map(URL::getPath)
                .filter(path -> path.matches(".*" + IN_EAR + ".*"))
                .isPresent();
    }

    private static Optional<URL> location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return Optional.ofNullable(source == null ? null : source.getLocation());
    }

    private static List<Class<?>> find(ClassLoader loader) throws ReflectiveOperationException, IOException {
        Iterator<?> resources = (Iterator<?>) loader.getClass()
                .getMethod("iterateResources", String.class, boolean.class)
                .invoke(loader, "", true);
        List<Class<?>> found = new ArrayList<>();
        while (resources.hasNext()) {
            Object resource = resources.next();
            Class<?> api = Class.forName(
                    "org.jboss.modules.Resource", false, resource.getClass().getClassLoader());
            String name = (String) api.getMethod("getName").invoke(resource);
            if (name.endsWith(SUFFIX) && !name.startsWith("META-INF/")) {
                try (InputStream file =
                        (InputStream) api.getMethod("openStream").invoke(resource)) {
                    if (hasMark(file.readNBytes(MAX_BYTES))) {
                        add(name, loader, found);
                    }
                }
            }
        }
        return found;
    }

    private static void add(String name, ClassLoader loader, List<Class<?>> found) {
        String className = name.substring(0, name.length() - SUFFIX.length()).replace('/', '.');
        try {
            Class<?> type = Class.forName(className, false, loader);
            if (type.isAnnotationPresent(NamespaceEndpoint.class) && isMeantToBeBean(type)) {
                found.add(type);
            }
        } catch (ClassNotFoundException | LinkageError e) {
            Log.debug("A class of the WAR cannot be loaded", e); // and so it is no bean, as anywhere
        }
    }

    static boolean hasMark(byte[] classFile) {
        for (int i = 0; i + MARK.length <= classFile.length; i++) {
            int same = 0;
            while (same < MARK.length && classFile[i + same] == MARK[same]) {
                same++;
            }
            if (same == MARK.length) {
                return true;
            }
        }
        return false;
    }

    /** What its archive says of itself goes before. */
    private static boolean isMeantToBeBean(Class<?> type) {
        if (type.isAnnotationPresent(Vetoed.class)
                || type.getPackage() != null && type.getPackage().isAnnotationPresent(Vetoed.class)) {
            return false;
        }
        return location(type)
                .map(root -> descriptor(root, "META-INF/beans.xml")
                        .or(() -> descriptor(root, "../beans.xml"))
                        .orElse(""))
                .map(UnindexedClasses::letsFind)
                .orElse(true);
    }

    private static Optional<String> descriptor(URL root, String path) {
        String base = root.toString();
        try (InputStream file = new URL((base.endsWith("/") ? base : base + "/") + path).openStream()) {
            return Optional.of(new String(file.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /**
     * With exclusions, who is excluded depends on more than names: the application then says by a scope which classes
     * are beans.
     */
    static boolean letsFind(String beansXml) {
        return !beansXml.contains("<exclude")
                && !beansXml.replaceAll("\\s+", "").contains("bean-discovery-mode=\"none\"");
    }
}
