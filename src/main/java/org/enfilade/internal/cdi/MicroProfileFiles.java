package org.enfilade.internal.cdi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;

/**
 * The files of MicroProfile Config where MicroProfile Config itself is missing, as in tests: what is configured there
 * holds there too. Plain values only; expressions and profiles are not known.
 */
final class MicroProfileFiles {
    static final String FILE = "META-INF/microprofile-config.properties";
    private static final String ORDINAL = "config_ordinal";
    private static final int DEFAULT_ORDINAL = 100;

    private MicroProfileFiles() {}

    /** All of them in one; the one with the highest ordinal wins, or else the first on the class path. */
    static OptionsReader.Source read(ClassLoader loader) {
        List<Properties> files = new ArrayList<>();
        try {
            for (URL file : Collections.list(loader.getResources(FILE))) {
                files.add(load(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
        Collections.reverse(files);
        files.sort(Comparator.comparingInt(MicroProfileFiles::ordinal));
        Properties all = new Properties();
        files.forEach(all::putAll);
        return OptionSources.properties(FILE, all);
    }

    private static Properties load(URL file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = file.openStream()) {
            properties.load(in);
        }
        return properties;
    }

    private static int ordinal(Properties file) {
        try {
            return Integer.parseInt(file.getProperty(ORDINAL, "").strip());
        } catch (NumberFormatException e) {
            return DEFAULT_ORDINAL;
        }
    }
}
