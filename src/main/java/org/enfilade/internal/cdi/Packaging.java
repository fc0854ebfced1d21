package org.enfilade.internal.cdi;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with how an application is packed, as far as only its web layer sees it: messages, each with its number
 * and what to do.
 */
public final class Packaging {
    private static final String OWN = Packaging.class.getName().replace('.', '/') + ".class";

    private Packaging() {}

    /** CDI has given the web layer nothing. */
    public static String withoutCdi(String context) {
        return Problems.message(
                Rule.CDI_IS_ON, context(context), "is started without CDI, so there are no namespace beans");
    }

    /** A servlet of the application has our path. */
    public static String pathTaken(String context, String pattern, String servlet) {
        return Problems.message(
                Rule.PATH_IS_FREE,
                context(context),
                "has the servlet " + servlet + " at Enfilade's own path " + pattern);
    }

    /** Something of ours is there already. */
    public static String twice(String context) {
        return Problems.message(Rule.JAR_IS_ONCE, context(context), "has two jars of Enfilade");
    }

    /** What is wrong if the loader sees several jars of ours. */
    static Optional<String> twice(ClassLoader loader) {
        try {
            List<String> found = Collections.list(loader.getResources(OWN)).stream()
                    .map(url -> url.toString().replace(OWN, ""))
                    .distinct()
                    .sorted()
                    .toList();
            return found.size() < 2
                    ? Optional.empty()
                    : Optional.of(Problems.message(
                            Rule.JAR_IS_ONCE,
                            "the application",
                            "has several jars of Enfilade: " + String.join(" and ", found)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The descriptor keeps the container from looking at our jar. */
    public static String leftOut(String place) {
        return Problems.message(
                Rule.STARTED_BY_WEB,
                place,
                "is left out by the <absolute-ordering> of WEB-INF/web.xml, so the server does not start Enfilade");
    }

    /** The server looks for no listeners in jars, and there is no other way to start. */
    public static String unseen(String place) {
        return Problems.message(
                Rule.STARTED_BY_WEB,
                place,
                "has metadata-complete=\"true\" in WEB-INF/web.xml, or no CDI, so the server does not start Enfilade");
    }

    private static String context(String path) {
        return "the web application at " + (path.isEmpty() ? "/" : path);
    }
}
