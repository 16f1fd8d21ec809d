package kepu.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows that no rule passes vacuously: each reports every class of its bad fixture and nothing of its good one. */
class RulesTest {
    @ParameterizedTest
    @EnumSource
    void a_rule_reports_each_class_that_breaks_it(Rule rule) {
        JavaClasses bad = fixture(rule, "bad");
        List<String> offenders = bad.stream()
                .filter(type -> type.getSimpleName().startsWith("Bad"))
                .map(JavaClass::getName)
                .toList();
        assertThat(offenders).isNotEmpty();

        List<String> report =
                rule.in(scope(rule, "bad")).evaluate(bad).getFailureReport().getDetails();

        assertThat(offenders).allSatisfy(offender -> assertThat(report).anyMatch(line -> line.contains(offender)));
    }

    @ParameterizedTest
    @EnumSource
    void a_rule_lets_pass_what_keeps_it(Rule rule) {
        JavaClasses good = fixture(rule, "good");
        assertThat(good).isNotEmpty();

        assertThat(rule.in(scope(rule, "good"))
                        .evaluate(good)
                        .getFailureReport()
                        .getDetails())
                .isEmpty();
    }

    @Test
    void no_two_rooms_may_know_each_other() {
        List<Room> rooms = List.of(Room.of("kepu.cellar", "parlour"), Room.of("kepu.parlour", "cellar"));

        assertThatIllegalArgumentException().isThrownBy(() -> Room.knowOnlyTheRoomsTheyMay(rooms));
    }

    private static JavaClasses fixture(Rule rule, String kind) {
        return new ClassFileImporter().importPackages(packageOf(rule, kind));
    }

    private static Rule.Scope scope(Rule rule, String kind) {
        String base = packageOf(rule, kind);
        return new Rule.Scope(
                base, List.of(Room.of(base + ".cellar"), Room.of(base + ".parlour", "cellar")), base + ".open..");
    }

    private static String packageOf(Rule rule, String kind) {
        return "kepu.architecture.fixtures.%s.%s".formatted(rule.name().toLowerCase(Locale.ROOT), kind);
    }
}
