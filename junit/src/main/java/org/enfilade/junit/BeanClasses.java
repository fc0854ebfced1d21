package org.enfilade.junit;

import jakarta.decorator.Decorator;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.NormalScope;
import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Which classes the application of a test consists of; {@link EnfiladeTest} says it. */
final class BeanClasses {
    private static final String SUFFIX = ".class";

    private final Class<?> test;
    private final Set<Class<?>> found = new LinkedHashSet<>();

    private BeanClasses(Class<?> test) {
        this.test = test;
    }

    static Set<Class<?>> of(Class<?> test, EnfiladeTest annotation) {
        BeanClasses classes = new BeanClasses(test);
        classes.found.addAll(Arrays.asList(annotation.value()));
        Arrays.stream(test.getDeclaredClasses())
                .filter(nested -> Modifier.isStatic(nested.getModifiers()))
                .filter(BeanClasses::definesBean)
                .forEach(classes.found::add);
        Arrays.stream(annotation.packagesOf()).forEach(classes::scan);
        if (annotation.value().length == 0 && annotation.packagesOf().length == 0) {
            classes.scan(test);
        }
        return classes.found;
    }

    private void scan(Class<?> member) {
        String path = member.getPackageName().replace('.', '/');
        try {
            for (URL place : Collections.list(member.getClassLoader().getResources(path))) {
                if (place.getProtocol().equals("file")) {
                    scanFolder(Path.of(place.toURI()), path);
                } else if (place.openConnection() instanceof JarURLConnection jar) {
                    scanJar(jar, path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The package of " + member.getName() + " cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void scanFolder(Path folder, String path) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(SUFFIX))
                    .map(file -> path + "/" + folder.relativize(file).toString().replace('\\', '/'))
                    .forEach(this::consider);
        }
    }

    private void scanJar(JarURLConnection connection, String path) throws IOException {
        connection.setUseCaches(false);
        try (var jar = connection.getJarFile()) {
            jar.stream()
                    .map(java.util.zip.ZipEntry::getName)
                    .filter(name -> name.startsWith(path + "/") && name.endsWith(SUFFIX))
                    .forEach(this::consider);
        }
    }

    private void consider(String file) {
        String name = file.substring(0, file.length() - SUFFIX.length()).replace('/', '.');
        try {
            Class<?> type = Class.forName(name, false, test.getClassLoader());
            if (definesBean(type) && !belongsToAnotherTest(type)) {
                found.add(type);
            }
        } catch (ClassNotFoundException | LinkageError e) {
            // It needs what is not there, so it is no bean that could be used.
        }
    }

    private boolean belongsToAnotherTest(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        while (outer != null) {
            if (outer != test && outer.isAnnotationPresent(EnfiladeTest.class)) {
                return true;
            }
            outer = outer.getEnclosingClass();
        }
        return false;
    }

    private static boolean definesBean(Class<?> type) {
        return !type.isAnnotation()
                && Arrays.stream(type.getAnnotations())
                        .map(Annotation::annotationType)
                        .anyMatch(annotation -> annotation == Dependent.class
                                || annotation == Interceptor.class
                                || annotation == Decorator.class
                                || annotation.isAnnotationPresent(NormalScope.class)
                                || annotation.isAnnotationPresent(Stereotype.class));
    }
}
