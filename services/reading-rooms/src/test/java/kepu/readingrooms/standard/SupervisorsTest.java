package kepu.readingrooms.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepu.access.Caller;
import kepu.access.Grant;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.access.Access;
import kepu.defaults.access.UnitParents;
import kepu.defaults.access.UnitParents.Parent;
import org.junit.jupiter.api.Test;

class SupervisorsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-02T02:00:00Z"), ZoneOffset.UTC);
    private static final Map<String, List<Parent>> UNITS = Map.of(
            "village", List.of(new Parent("township", Instant.EPOCH)),
            "township", List.of(new Parent("county", Instant.EPOCH)));
    private static final UnitParents PARENTS = unit -> UNITS.getOrDefault(unit, List.of());

    @Test
    void an_inspector_over_the_unit_or_a_clerk_above_it_is_one() {
        assertThat(include("village", Set.of(), grant(Role.INSPECTOR, "township")))
                .isTrue();
        assertThat(include("village", Set.of(), grant(Role.TOWNSHIP_CLERK, "county")))
                .isTrue();
        assertThat(include("township", Set.of(), grant(Role.INSPECTOR, "township")))
                .isTrue();
        assertThat(include("county", Set.of(), grant(Role.INSPECTOR, Grant.EVERYWHERE)))
                .isTrue();
    }

    @Test
    void whoever_is_of_the_unit_or_has_another_role_above_it_is_none() {
        assertThat(include("village", Set.of(), grant(Role.ROOM_KEEPER, "village")))
                .isFalse();
        assertThat(include("village", Set.of(), grant(Role.ROOM_KEEPER, "township")))
                .isFalse();
        assertThat(include("township", Set.of(), grant(Role.TOWNSHIP_CLERK, "township")))
                .isFalse();
        assertThat(include("village", Set.of(), grant(Role.VILLAGE_SECRETARY, "village")))
                .isFalse();
        assertThat(include("village", Set.of(), grant(Role.INSPECTOR, "another")))
                .isFalse();
        assertThat(include("township", Set.of(), grant(Role.INSPECTOR, "village")))
                .isFalse();
    }

    @Test
    void a_role_at_the_unit_beside_it_counts_by_whichever_account() {
        assertThat(include("village", Set.of(), grant(Role.INSPECTOR, "county"), grant(Role.ROOM_KEEPER, "village")))
                .isFalse();
        assertThat(include("village", Set.of("village"), grant(Role.INSPECTOR, "county")))
                .isFalse();
        assertThat(include("village", Set.of("another"), grant(Role.INSPECTOR, "county")))
                .isTrue();
    }

    private static Grant grant(Role role, String unitId) {
        return new Grant(role, unitId, null);
    }

    private static boolean include(String unitId, Set<String> unitsOfOthers, Grant... grants) {
        Caller caller = new Caller("a-1", List.of(grants));
        return new Access(Set.of(), PARENTS, CLOCK, Set.of("a-1", "a-2"), unitsOfOthers)
                .call(() -> new Supervisors(PARENTS, CLOCK).include(caller, unitId));
    }
}
