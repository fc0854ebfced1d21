package org.enfilade.internal;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.enfilade.ServerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house as docs/architecture describes it: which room may be entered from which. */
class ArchitectureTest {
    private static final String API = "org.enfilade";
    private static final String SPI = "org.enfilade.spi";
    private static final String INTERNAL = "org.enfilade.internal.";
    private static final String LOG = INTERNAL + "log";
    private static final String TIME = INTERNAL + "time";
    private static final String TEXT = INTERNAL + "text";
    private static final String ORDER = INTERNAL + "order";
    private static final String WATCH = INTERNAL + "watch";
    private static final String FRAMES = INTERNAL + "frames";
    private static final String HEALTH = INTERNAL + "health";
    private static final String WIRE = INTERNAL + "web.wire";
    private static final String TYRUS = INTERNAL + "web.tyrus";
    private static final String UNDERTOW = INTERNAL + "web.undertow";
    private static final String CHANNEL = INTERNAL + "web.channel";
    private static final String CATALINA = INTERNAL + "web.catalina";
    private static final String JGROUPS = INTERNAL + "cluster.jgroups";
    private static final String HAZELCAST = INTERNAL + "cluster.hazelcast";
    private static final String INFINISPAN = INTERNAL + "cluster.infinispan";
    private static final String RECORDS = INTERNAL + "records";

    /**
     * The arrows: what each package may use beside itself. A package that is not in here may use nothing, and nobody
     * may use it.
     */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            entry(API, Set.of()),
            entry(SPI, Set.of()),
            entry(LOG, Set.of()),
            entry(TIME, Set.of()),
            entry(TEXT, Set.of()),
            entry(INTERNAL + "packet", Set.of(SPI, TEXT, INTERNAL + "json", INTERNAL + "engine")),
            entry(FRAMES, Set.of()),
            entry(WATCH, Set.of()),
            entry(ORDER, Set.of()),
            entry(INTERNAL + "engine", Set.of(LOG, TIME, TEXT, FRAMES)),
            entry(INTERNAL + "reach", Set.of(API, INTERNAL + "packet")),
            entry(INTERNAL + "recovery", Set.of(TIME, INTERNAL + "packet", INTERNAL + "reach")),
            entry(INTERNAL + "cluster", Set.of(SPI, LOG, TIME, WATCH, INTERNAL + "reach")),
            entry(INTERNAL + "relay", Set.of(LOG, INTERNAL + "engine", INTERNAL + "reach")),
            entry(JGROUPS, Set.of(SPI, LOG, ORDER)),
            entry(HAZELCAST, Set.of(SPI, LOG, ORDER)),
            entry(INFINISPAN, Set.of(SPI, LOG)),
            entry(RECORDS, Set.of(SPI, LOG, TIME, INTERNAL + "recovery")),
            entry(INTERNAL + "json", Set.of(LOG, TEXT)),
            entry(
                    INTERNAL + "namespace",
                    Set.of(
                            API,
                            SPI,
                            LOG,
                            TIME,
                            WATCH,
                            TEXT,
                            INTERNAL + "packet",
                            INTERNAL + "engine",
                            INTERNAL + "reach",
                            INTERNAL + "recovery",
                            INTERNAL + "json")),
            entry(
                    INTERNAL + "cdi",
                    Set.of(API, LOG, INTERNAL + "json", INTERNAL + "namespace", INTERNAL + "management")),
            entry(HEALTH, Set.of(INTERNAL + "cdi", INTERNAL + "management", INTERNAL + "namespace")),
            entry(INTERNAL + "management", Set.of(API, LOG, INTERNAL + "namespace")),
            entry(WIRE, Set.of(LOG, TIME, FRAMES, INTERNAL + "engine")),
            entry(TYRUS, Set.of(LOG, FRAMES, INTERNAL + "engine", WIRE)),
            entry(UNDERTOW, Set.of(LOG, FRAMES, WIRE)),
            entry(CHANNEL, Set.of(LOG, WIRE)),
            entry(CATALINA, Set.of(LOG, FRAMES, WIRE, CHANNEL)),
            entry(
                    INTERNAL + "web",
                    Set.of(
                            API,
                            SPI,
                            LOG,
                            TIME,
                            TEXT,
                            WIRE,
                            TYRUS,
                            UNDERTOW,
                            CHANNEL,
                            CATALINA,
                            INTERNAL + "engine",
                            INTERNAL + "namespace",
                            INTERNAL + "cluster",
                            INTERNAL + "relay",
                            INTERNAL + "recovery",
                            RECORDS,
                            INTERNAL + "management",
                            INTERNAL + "cdi")));

    private static final String[] CORE = {
        TIME,
        TEXT,
        FRAMES,
        INTERNAL + "packet",
        INTERNAL + "engine",
        INTERNAL + "reach",
        INTERNAL + "recovery",
        INTERNAL + "namespace",
        INTERNAL + "relay",
        INTERNAL + "cluster",
        RECORDS
    };

    static final JavaClasses CLASSES = production();

    private static JavaClasses production() {
        try {
            return new ClassFileImporter()
                    .importPath(Path.of(ServerOptions.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()));
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static final DescribedPredicate<JavaClass> OURS = resideInAnyPackage(API + "..");

    static List<String> packages() {
        return ARROWS.keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void arrows_onlyPointUp(String name) {
        String[] allowed = ARROWS.get(name).toArray(String[]::new);
        DescribedPredicate<JavaClass> elsewhere = OURS.and(DescribedPredicate.not(resideInAnyPackage(allowed)))
                .and(DescribedPredicate.not(resideInAPackage(name)))
                .as("our other packages than " + Arrays.toString(allowed));
        noClasses()
                .that()
                .resideInAPackage(name)
                .should()
                .dependOnClassesThat(elsewhere)
                .check(CLASSES);
    }

    /** The map shows no way that nobody takes. */
    @ParameterizedTest
    @MethodSource("packages")
    void arrows_areAllUsed(String name) {
        Set<String> unused = new TreeSet<>(ARROWS.get(name));
        CLASSES.stream()
                .filter(type -> type.getPackageName().equals(name))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .forEach(dependency -> unused.remove(dependency.getTargetClass().getPackageName()));
        assertThat(unused).isEmpty();
    }

    @Test
    void everyPackage_isOnTheMap() {
        classes()
                .should()
                .resideInAnyPackage(ARROWS.keySet().toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void packages_formNoCycle() {
        slices().matching("org.enfilade.internal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void core_knowsNothingOfJakarta_butWhatCarriesJson() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat(resideInAnyPackage("jakarta..", "javax..")
                        .and(DescribedPredicate.not(resideInAnyPackage("jakarta.json", "javax.crypto.."))))
                .check(CLASSES);
    }

    @Test
    void lowestPackages_knowNoJson_either() {
        noClasses()
                .that()
                .resideInAnyPackage(TIME, TEXT, FRAMES, INTERNAL + "packet", INTERNAL + "engine", INTERNAL + "reach")
                .should()
                .dependOnClassesThat(resideInAnyPackage("jakarta..", "javax.."))
                .check(CLASSES);
    }

    @Test
    void containers_areKnownAtTheEdgeOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(INTERNAL + "web..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("jakarta.servlet..", "jakarta.websocket..", "javax.naming.."))
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(API, INTERNAL + "cdi", INTERNAL + "web..", HEALTH)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("jakarta.enterprise..", "jakarta.inject..", "jakarta.interceptor.."))
                .check(CLASSES);
    }

    @Test
    void grids_areKnownToTheirDriversOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(JGROUPS)
                .should()
                .dependOnClassesThat(resideInAPackage("org.jgroups.."))
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(HAZELCAST)
                .should()
                .dependOnClassesThat(resideInAPackage("com.hazelcast.."))
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(INFINISPAN)
                .should()
                .dependOnClassesThat(resideInAPackage("org.infinispan.."))
                .check(CLASSES);
    }

    @Test
    void microProfileHealth_isKnownToItsChecksOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HEALTH)
                .should()
                .dependOnClassesThat(resideInAPackage("org.eclipse.microprofile.."))
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(HEALTH)
                .should()
                .dependOnClassesThat(resideInAPackage(HEALTH))
                .check(CLASSES);
    }

    /** What a client chose could begin a line otherwise. */
    @Test
    void log_isWrittenByLogOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(LOG)
                .should()
                .dependOnClassesThat(resideInAPackage("java.util.logging..").or(belongToAnyOf(System.Logger.class)))
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(CLASSES);
    }

    @Test
    void nothingStatic_changes() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
        noFields()
                .that()
                .areStatic()
                .should()
                .haveRawType(resideInAPackage("java.util.concurrent..").as("a type that is made to be changed"))
                .check(CLASSES);
    }
}
