package kepu.architecture;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Checks every {@link Rule} on the main classes of one module.
 *
 * <p>A module extends this class and names its base package; what it is excused from it says in {@link #openPackages()}
 * and {@link #exemptions()}, and its inner walls in {@link #rooms()}. The size of packages knows no exemption.
 */
public abstract class ArchitectureTest {
    /** Wherever a build puts them: test classes are not what the rules are about. */
    private static final ImportOption MAIN = location -> !location.contains("/test-classes/");

    private final String basePackage;

    protected ArchitectureTest(String basePackage) {
        this.basePackage = basePackage;
    }

    /** Packages, in ArchUnit's notation, whose types are meant for others, so that many may be public. */
    protected Set<String> openPackages() {
        return Set.of();
    }

    /** Rooms of the module, in the order in which they are built; none: a module without inner walls. */
    protected List<Room> rooms() {
        return List.of();
    }

    /** Rules this module is excused from, each for a reason given at its override. */
    protected Set<Rule> exemptions() {
        return Set.of();
    }

    @TestFactory
    Stream<DynamicTest> the_house_rules_hold() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOptions(Set.of(MAIN, new ImportOption.DoNotIncludeJars()))
                .importPackages(basePackage);
        if (classes.isEmpty()) {
            throw new IllegalStateException("no class found in " + basePackage);
        }
        var scope = new Rule.Scope(basePackage, rooms(), openPackages().toArray(String[]::new));
        return Arrays.stream(Rule.values())
                .filter(rule -> rule == Rule.A_PACKAGE_HOLDS_AT_MOST_FIFTEEN_CLASSES
                        || !exemptions().contains(rule))
                .map(rule -> dynamicTest(rule.sentence(), () -> rule.in(scope).check(classes)));
    }
}
