package org.enfilade.internal.cdi;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.NamespaceMatcher;

/** Reads {@code @NamespaceEndpoint}. */
final class AddressReader {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern VARIABLE_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]*");
    private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    private final Class<?> bean;
    private final Problems problems;

    AddressReader(Class<?> bean, Problems problems) {
        this.bean = bean;
        this.problems = problems;
    }

    /** Empty, with a problem, if there is a mistake in any. */
    List<Address> read(NamespaceEndpoint endpoint) {
        boolean named = !String.join("", endpoint.value()).isEmpty();
        boolean patterned = !endpoint.pattern().isEmpty();
        boolean matched = endpoint.matcher() != NamespaceMatcher.class;
        if ((named ? 1 : 0) + (patterned ? 1 : 0) + (matched ? 1 : 0) != 1) {
            return refuse(
                    Rule.ONE_ADDRESS, "has a @NamespaceEndpoint with none or several of value, pattern and matcher");
        }
        if (matched) {
            return decided(endpoint.matcher());
        }
        return named ? all(endpoint.value()) : patterned(endpoint.pattern());
    }

    private List<Address> all(String... values) {
        List<Address> addresses = new ArrayList<>();
        for (String value : values) {
            addresses.addAll(named(value));
        }
        return addresses.size() == values.length ? addresses : List.of();
    }

    private List<Address> named(String value) {
        if (!value.startsWith("/")) {
            return refuse(
                    Rule.NAME_WITH_SLASH, "declares the namespace \"" + value + "\", which has no slash before it");
        }
        if (value.indexOf('{') < 0 && value.indexOf('}') < 0) {
            return List.of(new Address.Name(value));
        }
        return template(value);
    }

    private List<Address> template(String template) {
        StringBuilder regex = new StringBuilder("^");
        Set<String> variables = new LinkedHashSet<>();
        Matcher matcher = VARIABLE.matcher(template);
        int done = 0;
        while (matcher.find()) {
            String name = matcher.group(1);
            boolean adjacent = matcher.start() == done && done > 0;
            if (adjacent || !VARIABLE_NAME.matcher(name).matches() || !variables.add(name)) {
                return badTemplate(template);
            }
            literal(template.substring(done, matcher.start()), regex);
            regex.append("(?<").append(name).append(">[^/]+)");
            done = matcher.end();
        }
        literal(template.substring(done), regex);
        if (variables.isEmpty() || VARIABLE.matcher(template).replaceAll("").matches(".*[{}].*")) {
            return badTemplate(template);
        }
        return List.of(new Address.Matching(template, Pattern.compile(regex + "\\z"), Set.copyOf(variables)));
    }

    private List<Address> badTemplate(String template) {
        return refuse(Rule.TEMPLATE_READS, "declares the template \"" + template + "\", which cannot be read");
    }

    private static void literal(String text, StringBuilder regex) {
        if (!text.isEmpty()) {
            regex.append(Pattern.quote(text));
        }
    }

    private List<Address> patterned(String regex) {
        try {
            return List.of(new Address.Matching(regex, Pattern.compile(regex), namedGroups(regex)));
        } catch (PatternSyntaxException e) {
            return refuse(
                    Rule.PATTERN_COMPILES,
                    "declares the pattern \"" + regex + "\", which is no regular expression: " + e.getDescription());
        }
    }

    private static Set<String> namedGroups(String regex) {
        Set<String> names = new LinkedHashSet<>();
        Matcher group = NAMED_GROUP.matcher(regex);
        while (group.find()) {
            if (hasGroup(regex, group.group(1))) {
                names.add(group.group(1));
            }
        }
        return Set.copyOf(names);
    }

    /**
     * What looks like a group may be quoted, so a pattern that matches anything is asked: Java 17 cannot list groups.
     */
    private static boolean hasGroup(String regex, String name) {
        try {
            Matcher anything = Pattern.compile("(?:" + regex + "\n)|").matcher("");
            anything.find();
            anything.group(name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private List<Address> decided(Class<? extends NamespaceMatcher> matcher) {
        if (inherits(matcher, "matches") && inherits(matcher, "matchesAsync")) {
            return refuse(
                    Rule.MATCHER_DECIDES,
                    "names the matcher " + matcher.getName()
                            + ", which overrides neither of the methods of NamespaceMatcher");
        }
        return List.of(new Address.Decided(matcher));
    }

    private static boolean inherits(Class<? extends NamespaceMatcher> matcher, String method) {
        try {
            return matcher.getMethod(method, String.class, JsonObject.class).getDeclaringClass()
                    == NamespaceMatcher.class;
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private List<Address> refuse(Rule rule, String wrong) {
        problems.add(rule, Problems.place(bean), wrong);
        return List.of();
    }
}
