package org.enfilade.internal.cdi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.enfilade.internal.log.Log;

/** Where options come from in a deployment, the weakest first. */
final class OptionSources {
    static final String PREFIX = "enfilade.";
    static final String FILE = "META-INF/enfilade.properties";
    /** No option: the configuration of WildFly's JGroups reads it. */
    private static final String OF_SERVER_CONFIGS = PREFIX + "cluster.directory";

    private static final String MICROPROFILE = "org.eclipse.microprofile.config.ConfigProvider";

    private OptionSources() {}

    static List<OptionsReader.Source> find() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        OptionsReader.Source file = properties(FILE, load(loader));
        return microProfile(loader)
                .map(config -> List.of(file, config))
                .orElseGet(() -> List.of(
                        file,
                        MicroProfileFiles.read(loader),
                        environment(System.getenv()),
                        system(System.getProperties())));
    }

    static OptionsReader.Source properties(String name, Properties properties) {
        return new OptionsReader.Source() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<String> get(String property) {
                return Optional.ofNullable(properties.getProperty(property));
            }

            @Override
            public Set<String> names() {
                return ours(properties.stringPropertyNames());
            }
        };
    }

    private static Set<String> ours(Iterable<String> names) {
        Set<String> ours = new TreeSet<>();
        for (String name : names) {
            if (name != null && name.startsWith(PREFIX) && !name.equals(OF_SERVER_CONFIGS)) {
                ours.add(name);
            }
        }
        return ours;
    }

    /** MicroProfile's rule for names: what is neither letter nor digit becomes an underscore, all in upper case. */
    static OptionsReader.Source environment(Map<String, String> variables) {
        return source("the environment", property -> Optional.ofNullable(variables.get(variable(property))), Set::of);
    }

    private static String variable(String property) {
        return property.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    static OptionsReader.Source system(Properties properties) {
        return source(
                "the system properties",
                property -> Optional.ofNullable(properties.getProperty(property)),
                () -> ours(properties.stringPropertyNames()));
    }

    private static OptionsReader.Source source(
            String name, Function<String, Optional<String>> values, Supplier<Set<String>> names) {
        return new OptionsReader.Source() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<String> get(String property) {
                return values.apply(property);
            }

            @Override
            public Set<String> names() {
                return names.get();
            }
        };
    }

    private static Properties load(ClassLoader loader) {
        Properties properties = new Properties();
        try (InputStream in = loader.getResourceAsStream(FILE)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
        return properties;
    }

    /** By reflection, since servers need not have it. */
    private static Optional<OptionsReader.Source> microProfile(ClassLoader loader) {
        try {
            Class<?> provider = Class.forName(MICROPROFILE, true, loader);
            Object config = provider.getMethod("getConfig", ClassLoader.class).invoke(null, loader);
            return Optional.of(
                    microProfile(config, provider.getMethod("getConfig").getReturnType(), System.getenv()));
        } catch (ReflectiveOperationException | LinkageError e) {
            Log.debug("There is no MicroProfile Config", e);
            return Optional.empty();
        }
    }

    /**
     * What MicroProfile Config has.
     *
     * @param config an instance of the type, which is {@code Config}
     */
    static OptionsReader.Source microProfile(Object config, Class<?> type, Map<String, String> variables)
            throws NoSuchMethodException {
        Method get = type.getMethod("getOptionalValue", String.class, Class.class);
        Method names = type.getMethod("getPropertyNames");
        return source(
                "MicroProfile Config",
                property -> optional(config, get, property),
                () -> propertyNames(config, names, variables));
    }

    /** Implementations may list variables of the environment as properties too, in letters of their own choice. */
    private static Set<String> propertyNames(Object config, Method names, Map<String, String> variables) {
        try {
            @SuppressWarnings("unchecked")
            Set<String> ours = ours((Iterable<String>) names.invoke(config));
            ours.removeIf(name -> variables.containsKey(variable(name)));
            return ours;
        } catch (ReflectiveOperationException | RuntimeException e) {
            Log.debug("MicroProfile Config does not list its properties", e);
            return Set.of();
        }
    }

    private static Optional<String> optional(Object config, Method get, String property) {
        try {
            return ((Optional<?>) get.invoke(config, property, String.class)).map(String.class::cast);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("MicroProfile Config cannot read " + property, e);
        }
    }
}
