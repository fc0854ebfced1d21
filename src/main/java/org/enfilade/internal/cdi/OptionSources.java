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
import org.enfilade.internal.log.Log;

/** Where options come from in a deployment, the weakest first. */
final class OptionSources {
    static final String FILE = "META-INF/enfilade.properties";
    private static final String MICROPROFILE = "org.eclipse.microprofile.config.ConfigProvider";

    private OptionSources() {}

    static List<OptionsReader.Source> find() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        OptionsReader.Source file = properties(FILE, load(loader));
        return microProfile(loader)
                .map(config -> List.of(file, config))
                .orElseGet(() -> List.of(file, environment(System.getenv()), system()));
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
                Set<String> ours = new TreeSet<>(properties.stringPropertyNames());
                ours.removeIf(key -> !key.startsWith(OptionTable.PREFIX));
                return ours;
            }
        };
    }

    /** MicroProfile's rule for names: what is neither letter nor digit becomes an underscore, all in upper case. */
    static OptionsReader.Source environment(Map<String, String> variables) {
        return source(
                "the environment",
                property -> Optional.ofNullable(
                        variables.get(property.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT))));
    }

    private static OptionsReader.Source system() {
        return source("the system properties", property -> Optional.ofNullable(System.getProperty(property)));
    }

    private static OptionsReader.Source source(String name, Function<String, Optional<String>> values) {
        return new OptionsReader.Source() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<String> get(String property) {
                return values.apply(property);
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
            Method get = provider.getMethod("getConfig")
                    .getReturnType()
                    .getMethod("getOptionalValue", String.class, Class.class);
            return Optional.of(source("MicroProfile Config", property -> optional(config, get, property)));
        } catch (ReflectiveOperationException | LinkageError e) {
            Log.debug("There is no MicroProfile Config", e);
            return Optional.empty();
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
