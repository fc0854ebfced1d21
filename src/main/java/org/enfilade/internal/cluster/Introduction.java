package org.enfilade.internal.cluster;

import java.util.Collections;
import java.util.List;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.enfilade.internal.reach.BusWriter;

/**
 * Who an application is, as its node says to those that are in the cluster under the same name.
 *
 * @param application what it would be called if {@code enfilade.cluster.name} said nothing
 * @param classes the names of its namespace classes, where that call says little (a module's name may be {@code ROOT});
 *     else empty
 */
public record Introduction(String application, List<String> classes) {
    private static final int MAX_CLASSES = 64;
    private static final int SHOWN = 3;

    /** Takes the first classes only if there are very many. */
    public Introduction {
        classes = classes.stream().sorted().limit(MAX_CLASSES).toList();
    }

    void write(BusWriter out) {
        out.text(application);
        out.texts(classes);
    }

    static Introduction read(BusReader in) throws BusFormatException {
        return new Introduction(in.text(), in.texts());
    }

    /**
     * Whether that is another application, and not this one or another version of it: versions have a class in common.
     */
    boolean isAnother(Introduction other) {
        boolean comparable = !classes.isEmpty() && !other.classes.isEmpty();
        return !application.equals(other.application) || comparable && Collections.disjoint(classes, other.classes);
    }

    @Override
    public String toString() {
        String some = String.join(", ", classes.subList(0, Math.min(classes.size(), SHOWN)));
        return '"'
                + application
                + '"'
                + (classes.isEmpty() ? "" : " with " + some)
                + (classes.size() > SHOWN ? ", …" : "");
    }
}
