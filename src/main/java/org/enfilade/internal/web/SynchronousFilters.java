package org.enfilade.internal.web;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.enfilade.internal.log.Log;

/**
 * The filters through which polls come, and that do not support asynchronous requests: one is enough, and no poll can
 * wait. The standard lets an application say whether a filter does, but not ask; servers know it, and the way to it is
 * private.
 */
final class SynchronousFilters {
    /**
     * What Undertow (WildFly), and what Catalina (Payara, GlassFish) and Tomcat (TomEE) call the definition behind a
     * registration.
     */
    private static final List<String> DEFINITIONS = List.of("filterInfo", "filterDef");

    private static final String REMEDY =
            "Add <async-supported>true</async-supported> to it in web.xml, or asyncSupported = true to its @WebFilter";

    private SynchronousFilters() {}

    /**
     * Says at the start which they are.
     *
     * @param path below the context root
     */
    static void warn(ServletContext context, String path, String servlet) {
        for (FilterRegistration filter : on(context, path, servlet)) {
            Log.warning("The filter " + describe(filter) + " is mapped to " + context.getContextPath() + path
                    + " and does not support asynchronous requests: polls that come through it are answered with 500. "
                    + REMEDY);
        }
    }

    /** What to tell of a poll that cannot be asynchronous, though the filters have been looked at before. */
    static String complaint(ServletContext context, String path, String servlet) {
        List<String> found = on(context, path, servlet).stream()
                .map(SynchronousFilters::describe)
                .toList();
        String which = found.isEmpty()
                ? "one of "
                        + covering(context, path, servlet)
                                .map(SynchronousFilters::describe)
                                .toList()
                : String.join(", ", found);
        return "Polls are answered with 500, since a filter that they come through does not support asynchronous "
                + "requests: "
                + which + ". " + REMEDY + ". Enfilade logs this once";
    }

    private static String describe(FilterRegistration filter) {
        return '"' + filter.getName() + "\" (" + filter.getClassName() + ')';
    }

    private static List<FilterRegistration> on(ServletContext context, String path, String servlet) {
        return covering(context, path, servlet)
                .filter(filter -> supportsAsync(filter).equals(Optional.of(false)))
                .toList();
    }

    private static Stream<FilterRegistration> covering(ServletContext context, String path, String servlet) {
        return context.getFilterRegistrations().values().stream()
                .map(FilterRegistration.class::cast)
                .filter(filter -> contains(filter.getUrlPatternMappings(), pattern -> covers(pattern, path))
                        || contains(filter.getServletNameMappings(), name -> name.equals(servlet) || name.equals("*")));
    }

    private static boolean contains(Collection<String> mappings, Predicate<String> wanted) {
        return mappings != null && mappings.stream().anyMatch(wanted);
    }

    /**
     * By the rules of mappings (Jakarta Servlet 6.0, 12.2), as far as they can meet this path, which ends with a slash.
     */
    static boolean covers(String pattern, String path) {
        return pattern.equals(path)
                || pattern.endsWith("/*") && path.startsWith(pattern.substring(0, pattern.length() - 1));
    }

    /** Empty if this server does not tell. */
    static Optional<Boolean> supportsAsync(FilterRegistration filter) {
        Optional<Boolean> own = ask(filter); // Open Liberty
        return own.isPresent() ? own : definition(filter).flatMap(SynchronousFilters::ask);
    }

    private static Optional<Boolean> ask(Object definition) {
        for (String method : List.of("isAsyncSupported", "getAsyncSupported")) {
            try {
                Object answer = definition.getClass().getMethod(method).invoke(definition);
                // Tomcat's is a text, and null as long as nobody has said anything
                return Optional.of(Boolean.parseBoolean(String.valueOf(answer)));
            } catch (ReflectiveOperationException | RuntimeException e) {
                // not on this server
            }
        }
        return Optional.empty();
    }

    private static Optional<Object> definition(FilterRegistration filter) {
        for (Class<?> type = filter.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (DEFINITIONS.contains(field.getName())) {
                    return read(field, filter);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Object> read(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return Optional.ofNullable(field.get(owner));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
