package org.enfilade.internal.cdi;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.enfilade.ServerOptions;

/** Reads the options from texts. */
final class OptionsReader {
    /** A place of properties. */
    interface Source {
        /** What to call it in messages. */
        String name();

        Optional<String> get(String property);

        /** The names of ours that it can list, so that misspelled ones are noticed. */
        default Set<String> names() {
            return Set.of();
        }
    }

    private record Value(String text, Source source) {}

    private static final String CLUSTER_SECRET = OptionSources.PREFIX + "cluster.secret";

    private final List<Source> sources;
    private final Consumer<String> warnings;

    /** The weakest source comes first. */
    OptionsReader(List<Source> sources, Consumer<String> warnings) {
        this.sources = List.copyOf(sources);
        this.warnings = warnings;
    }

    ServerOptions.Builder read() {
        sources.forEach(this::warnOfUnknownNames);
        ServerOptions.Builder builder = ServerOptions.builder();
        for (String name : ServerOptions.propertyNames()) {
            find(name).ifPresent(value -> set(name, value, text -> builder.property(name, text)));
        }
        return builder;
    }

    private Optional<Value> find(String name) {
        Optional<Value> found = Optional.empty();
        for (Source source : sources) {
            Optional<String> text = source.get(name);
            if (text.isPresent()) {
                found = Optional.of(new Value(text.get().strip(), source));
            }
        }
        return found;
    }

    private static void set(String name, Value value, Consumer<String> setter) {
        try {
            setter.accept(value.text());
        } catch (RuntimeException e) {
            String shown = name.equals(CLUSTER_SECRET) ? "not shown here" : '"' + value.text() + '"';
            throw new IllegalArgumentException(
                    name + " in " + value.source().name() + " is " + shown + ", which cannot be used: "
                            + e.getMessage(),
                    e);
        }
    }

    private void warnOfUnknownNames(Source source) {
        Set<String> unknown = new LinkedHashSet<>(source.names());
        unknown.removeAll(ServerOptions.propertyNames());
        for (String name : unknown) {
            warnings.accept(name + " in " + source.name() + " is no option; did you mean " + nearest(name) + "?");
        }
    }

    private static String nearest(String name) {
        TreeMap<Integer, String> byDistance = new TreeMap<>();
        for (String known : ServerOptions.propertyNames()) {
            byDistance.putIfAbsent(distance(name, known), known);
        }
        return byDistance.firstEntry().getValue();
    }

    /** How many letters have to be changed, added or taken away. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
