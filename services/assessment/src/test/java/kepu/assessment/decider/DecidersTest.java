package kepu.assessment.decider;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import kepu.access.Caller;
import kepu.access.Grant;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.access.UnitParents;
import kepu.defaults.access.UnitParents.Parent;
import org.junit.jupiter.api.Test;

class DecidersTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-02T02:00:00Z"), ZoneOffset.UTC);
    private static final Map<String, List<Parent>> UNITS = Map.of(
            "village", List.of(new Parent("township", Instant.EPOCH)),
            "township", List.of(new Parent("county", Instant.EPOCH)));
    private static final UnitParents PARENTS = unit -> UNITS.getOrDefault(unit, List.of());

    private final Deciders deciders = new Deciders(PARENTS, CLOCK);

    @Test
    void a_right_above_the_unit_decides_and_one_at_the_unit_does_not() {
        assertThatCode(() -> decide(Set.of(), grant(Role.INSPECTOR, "township")))
                .doesNotThrowAnyException();
        assertRefused("not-found", Set.of(), grant(Role.INSPECTOR, "village"));
        assertRefused(
                "decision-on-own-unit", Set.of(), grant(Role.INSPECTOR, "county"), grant(Role.ROOM_KEEPER, "village"));
    }

    @Test
    void a_role_at_the_unit_by_another_account_of_the_same_person_is_a_role_at_the_unit() {
        assertRefused("decision-on-own-unit", Set.of("village"), grant(Role.INSPECTOR, "county"));
        assertThatCode(() -> decide(Set.of("another"), grant(Role.INSPECTOR, "county")))
                .doesNotThrowAnyException();
    }

    @Test
    void a_role_at_the_unit_alone_is_asked_for_where_another_right_decides() {
        assertThatCode(() -> as(
                        Set.of(),
                        caller -> deciders.requireNotOf("village", caller),
                        grant(Role.TOWNSHIP_CLERK, "another")))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> as(
                        Set.of("village"),
                        caller -> deciders.requireNotOf("village", caller),
                        grant(Role.TOWNSHIP_CLERK, "township")))
                .extracting(Rejection::code)
                .isEqualTo("decision-on-own-unit");
    }

    private static Grant grant(Role role, String unitId) {
        return new Grant(role, unitId, null);
    }

    private void assertRefused(String code, Set<String> unitsOfOthers, Grant... grants) {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> decide(unitsOfOthers, grants))
                .extracting(Rejection::code)
                .isEqualTo(code);
    }

    private void decide(Set<String> unitsOfOthers, Grant... grants) {
        as(unitsOfOthers, caller -> deciders.require("village", caller), grants);
    }

    private static void as(Set<String> unitsOfOthers, Consumer<Caller> step, Grant... grants) {
        Caller caller = new Caller("inspector-1", List.of(grants));
        new Access(
                        caller.unitsOf(Set.of(Role.INSPECTOR), CLOCK.instant()),
                        PARENTS,
                        CLOCK,
                        Set.of("inspector-1", "secretary-1", "p-1"),
                        unitsOfOthers)
                .run(() -> step.accept(caller));
    }
}
