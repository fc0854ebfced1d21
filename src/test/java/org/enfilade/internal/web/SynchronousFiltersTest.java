package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SynchronousFiltersTest {
    /** As Undertow keeps them. */
    public static final class Definition {
        private final boolean async;

        Definition(boolean async) {
            this.async = async;
        }

        public boolean isAsyncSupported() {
            return async;
        }
    }

    /** As Tomcat does: nothing is no. */
    public static final class Text {
        private final String async;

        Text(String async) {
            this.async = async;
        }

        public String getAsyncSupported() {
            return async;
        }
    }

    private static class Registration implements FilterRegistration {
        private final String name;
        private final List<String> patterns;
        private final List<String> servlets;

        Registration(String name, List<String> patterns, List<String> servlets) {
            this.name = name;
            this.patterns = patterns;
            this.servlets = servlets;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public String getClassName() {
            return "com.example." + name;
        }

        @Override
        public List<String> getUrlPatternMappings() {
            return patterns;
        }

        @Override
        public List<String> getServletNameMappings() {
            return servlets;
        }

        @Override
        public void addMappingForServletNames(EnumSet<DispatcherType> types, boolean after, String... names) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void addMappingForUrlPatterns(EnumSet<DispatcherType> types, boolean after, String... urls) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean setInitParameter(String key, String value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getInitParameter(String key) {
            return null;
        }

        @Override
        public Set<String> setInitParameters(Map<String, String> parameters) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, String> getInitParameters() {
            return Map.of();
        }
    }

    private static class Defined extends Registration {
        @SuppressWarnings("unused") // read by reflection
        private final Object filterDef;

        Defined(String name, Object definition, String... patterns) {
            super(name, List.of(patterns), List.of());
            this.filterDef = definition;
        }
    }

    /** The field is that of a class above, as with Payara's dynamic registrations. */
    private static final class DefinedAbove extends Defined {
        DefinedAbove(String name, Object definition, String... patterns) {
            super(name, definition, patterns);
        }
    }

    private static ServletContext context(FilterRegistration... filters) {
        Map<String, FilterRegistration> all = new LinkedHashMap<>();
        for (FilterRegistration filter : filters) {
            all.put(filter.getName(), filter);
        }
        InvocationHandler answers =
                (proxy, method, arguments) -> method.getName().equals("getFilterRegistrations") ? all : "/shop";
        return (ServletContext) Proxy.newProxyInstance(
                SynchronousFiltersTest.class.getClassLoader(), new Class<?>[] {ServletContext.class}, answers);
    }

    @ParameterizedTest
    @CsvSource({
        "/*, true",
        "/socket.io/*, true",
        "/socket.io/, true",
        "/socket.io, false",
        "/api/*, false",
        "*.jsp, false",
        "/, false",
        "/socket.io/x/*, false",
        "/socket/*, false",
        "'', false"
    })
    void pattern_coversThePath(String pattern, boolean covers) {
        assertThat(SynchronousFilters.covers(pattern, "/socket.io/")).isEqualTo(covers);
    }

    @Test
    void support_isReadFromWhatServersKeep() {
        assertThat(SynchronousFilters.supportsAsync(new Defined("a", new Definition(true))))
                .contains(true);
        assertThat(SynchronousFilters.supportsAsync(new DefinedAbove("a", new Definition(false))))
                .contains(false);
        assertThat(SynchronousFilters.supportsAsync(new Defined("a", new Text("true"))))
                .contains(true);
        assertThat(SynchronousFilters.supportsAsync(new Defined("a", new Text(null))))
                .contains(false);
        assertThat(SynchronousFilters.supportsAsync(new Defined("a", null))).isEqualTo(Optional.empty());
        assertThat(SynchronousFilters.supportsAsync(new Defined("a", "something else")))
                .isEmpty();
        assertThat(SynchronousFilters.supportsAsync(new Registration("a", List.of(), List.of())))
                .isEmpty();
    }

    @Test
    void complaint_namesTheFiltersThatAreToBlame() {
        ServletContext context = context(
                new Defined("Slow", new Definition(false), "/*"),
                new Defined("Fine", new Definition(true), "/*"),
                new Defined("Elsewhere", new Definition(false), "/api/*"));

        assertThat(SynchronousFilters.complaint(context, "/socket.io/", "EnfiladePolling"))
                .contains("\"Slow\" (com.example.Slow)", "<async-supported>true</async-supported>")
                .doesNotContain("Fine", "Elsewhere");
    }

    /** On a server that does not tell, all of them may be. */
    @Test
    void complaint_whereTheServerDoesNotTell_namesAllOnTheWay() {
        ServletContext context = context(
                new Registration("Url", List.of("/*"), null),
                new Registration("Servlet", null, List.of("EnfiladePolling")),
                new Registration("Other", List.of("/api/*"), List.of("Api")));

        assertThat(SynchronousFilters.complaint(context, "/socket.io/", "EnfiladePolling"))
                .contains("one of [\"Url\" (com.example.Url), \"Servlet\" (com.example.Servlet)]");
    }
}
