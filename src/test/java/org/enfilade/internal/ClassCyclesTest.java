package org.enfilade.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Classes of one package that know one another, directly or around some corners, can be understood and changed together
 * only. How many they are in the worst case is written down here, and may only fall.
 */
class ClassCyclesTest {
    /** How many classes the largest cycle of a package has. A package that is not in here has none. */
    private static final Map<String, Integer> LARGEST = Map.of(
            "org.enfilade", 3,
            "org.enfilade.internal.cdi", 2,
            "org.enfilade.internal.engine", 2,
            "org.enfilade.internal.namespace", 3,
            "org.enfilade.internal.web", 2);

    private static final JavaClasses CLASSES = ArchitectureTest.CLASSES;

    static Set<String> packages() {
        return CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void largestCycle_isAsWrittenDown(String name) {
        List<Set<String>> cycles = cycles(dependenciesWithin(name));
        int largest = cycles.stream().mapToInt(Set::size).max().orElse(0);

        assertThat(largest)
                .as(
                        "the classes of the largest cycle in %s. The table here may only go down. All cycles: %s",
                        name, cycles)
                .isEqualTo(LARGEST.getOrDefault(name, 0));
    }

    @Test
    void table_namesNoPackageThatIsGone() {
        assertThat(packages()).containsAll(LARGEST.keySet());
    }

    @Test
    void cycles_areOfClassesThatReachOneAnother() {
        Map<String, Set<String>> known = Map.of(
                "a",
                Set.of("b"),
                "b",
                Set.of("c"),
                "c",
                Set.of("a", "d"),
                "d",
                Set.of("e"),
                "e",
                Set.of("d"),
                "f",
                Set.of("a"));

        assertThat(cycles(known)).containsExactlyInAnyOrder(Set.of("a", "b", "c"), Set.of("d", "e"));
    }

    /** What each class uses of its own package; nested classes count as the one that they are in. */
    private static Map<String, Set<String>> dependenciesWithin(String name) {
        Map<String, Set<String>> used = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            if (type.getPackageName().equals(name)) {
                Set<String> others = used.computeIfAbsent(outermost(type), key -> new HashSet<>());
                type.getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .filter(target -> target.getPackageName().equals(name))
                        .forEach(target -> others.add(outermost(target)));
            }
        }
        return used;
    }

    private static String outermost(JavaClass type) {
        JavaClass element = type.isArray() ? type.getBaseComponentType() : type;
        return element.getEnclosingClass().map(ClassCyclesTest::outermost).orElse(element.getSimpleName());
    }

    private static List<Set<String>> cycles(Map<String, Set<String>> used) {
        Map<String, Set<String>> reached = used.keySet().stream()
                .collect(Collectors.toMap(type -> type, type -> reach(used.get(type), used, new HashSet<>())));
        return used.keySet().stream()
                .map(type -> (Set<String>) reached.get(type).stream()
                        .filter(other ->
                                !other.equals(type) && reached.get(other).contains(type))
                        .collect(Collectors.toCollection(() -> new TreeSet<>(Set.of(type)))))
                .filter(cycle -> cycle.size() > 1)
                .distinct()
                .toList();
    }

    private static Set<String> reach(Collection<String> from, Map<String, Set<String>> used, Set<String> reached) {
        for (String type : from) {
            if (reached.add(type)) {
                reach(used.get(type), used, reached);
            }
        }
        return reached;
    }
}
