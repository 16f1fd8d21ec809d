package kepu.organization.unit;

import static kepu.organization.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.ResidentsCounted;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitClosureCorrected;
import kepu.contracts.organization.UnitEvent.UnitClosureWithdrawn;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.UnitEstablishmentCorrected;
import kepu.contracts.organization.UnitEvent.UnitMoveCorrected;
import kepu.contracts.organization.UnitEvent.UnitMoveWithdrawn;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import kepu.contracts.organization.UnitEvent.UnitSucceeded;
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.contracts.organization.UnitEvent.VenueKindsDeclared;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UnitTest {
    private static final Instant BEGIN = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant SPRING = Instant.parse("2025-03-01T00:00:00Z");
    private static final Instant SUMMER = Instant.parse("2025-06-01T00:00:00Z");
    private static final Instant AUTUMN = Instant.parse("2025-09-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private final Unit oldTown = unit("990101", Kind.TOWNSHIP);
    private final Unit newTown = unit("990102", Kind.TOWNSHIP);
    private final Unit thirdTown = unit("990103", Kind.TOWNSHIP);
    private final Unit village = unit("990101201", Kind.VILLAGE, "990101");

    @Test
    void a_village_is_established_below_its_township() {
        var told = village.establish(oldTown);

        assertThat(told.occurredAt()).isEqualTo(BEGIN);
        assertThat(told.events()).containsExactly(new UnitEstablished("990101201", Kind.VILLAGE, "某村", "990101"));
        assertThat(village.parents()).containsExactly(new Parents.Parentage("990101", BEGIN));
    }

    @ParameterizedTest
    @CsvSource({
        "TOWNSHIP,COUNTY",
        "VILLAGE,TOWNSHIP",
        "BRANCH,VILLAGE",
        "BRANCH,TOWNSHIP",
        "BRANCH,DEPARTMENT",
        "DEPARTMENT,TOWNSHIP",
        "DEPARTMENT,COUNTY"
    })
    void a_unit_stands_below_the_kinds_of_parent_that_may_have_it(Kind child, Kind parent) {
        Unit unit = unit("c", child, "p");
        unit.establish(unit("p", parent));

        assertThat(unit.parentId()).isEqualTo("p");
    }

    @ParameterizedTest
    @CsvSource({
        "COUNTY,COUNTY",
        "TOWNSHIP,TOWNSHIP",
        "TOWNSHIP,VILLAGE",
        "VILLAGE,COUNTY",
        "VILLAGE,VILLAGE",
        "BRANCH,COUNTY",
        "BRANCH,BRANCH",
        "DEPARTMENT,VILLAGE",
        "DEPARTMENT,DEPARTMENT"
    })
    void a_unit_stands_below_no_other_kind_of_parent(Kind child, Kind parent) {
        assertRefused("wrong-parent", () -> unit("c", child).establish(unit("p", parent)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"COUNTY", "TOWNSHIP"})
    void a_county_or_township_may_be_the_topmost_unit(Kind kind) {
        assertThat(unit("c", kind).establish(null).events())
                .containsExactly(new UnitEstablished("c", kind, "某村", null));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"COUNTY", "TOWNSHIP"},
            mode = EnumSource.Mode.EXCLUDE)
    void no_other_unit_is_without_a_parent(Kind kind) {
        assertRefused("wrong-parent", () -> unit("c", kind).establish(null));
    }

    @Test
    void a_move_holds_from_its_own_time_on_and_history_stays() {
        village.establish(oldTown);

        var told = village.move(newTown, SUMMER);

        assertThat(told.occurredAt()).isEqualTo(SUMMER);
        assertThat(told.events()).containsExactly(new UnitMoved("990101201", "990102"));
        assertThat(village.parentId()).isEqualTo("990102");
        assertThat(village.parents())
                .containsExactly(new Parents.Parentage("990101", BEGIN), new Parents.Parentage("990102", SUMMER));
    }

    @Test
    void a_move_learned_late_takes_its_place_in_time_and_leaves_the_present_parent() {
        village.establish(oldTown);
        village.move(newTown, SUMMER);

        village.move(thirdTown, SPRING);

        assertThat(village.parentId()).isEqualTo("990102");
        assertThat(village.parents())
                .extracting(Parents.Parentage::parentId)
                .isEqualTo(List.of("990101", "990103", "990102"));
    }

    @Test
    void a_second_move_at_the_same_instant_is_refused_but_not_one_a_moment_later() {
        village.establish(oldTown);
        village.move(newTown, SUMMER);

        assertRefused("moved-at-that-time", () -> village.move(thirdTown, SUMMER));
        assertThat(village.move(thirdTown, SUMMER.plusMillis(1)).events()).hasSize(1);
    }

    @Test
    void a_move_at_or_before_the_establishment_is_refused() {
        village.establish(oldTown);

        assertRefused("before-establishment", () -> village.move(newTown, BEGIN.minusMillis(1)));
        assertRefused("moved-at-that-time", () -> village.move(newTown, BEGIN));
        assertThat(village.move(newTown, BEGIN.plusMillis(1)).events()).hasSize(1);
    }

    @Test
    void a_move_to_where_the_unit_is_already_is_refused() {
        village.establish(oldTown);

        assertRefused("already-there", () -> village.move(oldTown, SUMMER));
    }

    @Test
    void a_move_is_corrected_and_withdrawn_and_each_says_which_one_it_amends() {
        village.establish(oldTown);
        village.move(newTown, SUMMER);

        var corrected = village.correctMove(SUMMER, thirdTown, SPRING, List.of(oldTown, newTown));
        assertThat(corrected.occurredAt()).isEqualTo(SPRING);
        assertThat(corrected.events()).containsExactly(new UnitMoveCorrected("990101201", "990103", SUMMER));
        assertThat(village.parents())
                .containsExactly(new Parents.Parentage("990101", BEGIN), new Parents.Parentage("990103", SPRING));
        assertThat(village.parentId()).isEqualTo("990103");

        var withdrawn = village.withdrawMove(SPRING, "误录", List.of(oldTown, thirdTown), NOW);
        assertThat(withdrawn.occurredAt()).isEqualTo(NOW);
        assertThat(withdrawn.events()).containsExactly(new UnitMoveWithdrawn("990101201", "990101", "误录", SPRING));
        assertThat(village.parents()).containsExactly(new Parents.Parentage("990101", BEGIN));
        assertThat(village.parentId()).isEqualTo("990101");
    }

    @Test
    void a_township_that_was_topmost_is_so_again_once_its_move_below_a_county_is_withdrawn() {
        Unit county = unit("9901", Kind.COUNTY);
        oldTown.establish(null);
        oldTown.move(county, SUMMER);

        var withdrawn = oldTown.withdrawMove(SUMMER, "误录", List.of(county), NOW);

        assertThat(withdrawn.events()).containsExactly(new UnitMoveWithdrawn("990101", null, "误录", SUMMER));
        assertThat(oldTown.parents()).isEmpty();
        assertThat(oldTown.parentId()).isNull();
    }

    @Test
    void only_a_move_that_stands_is_amended_and_never_the_first_parent() {
        village.establish(oldTown);
        village.move(newTown, SUMMER);
        village.move(thirdTown, AUTUMN);

        assertRefused(
                "no-move-at-that-time",
                () -> village.correctMove(SUMMER.plusMillis(1), newTown, SPRING, List.of(oldTown)));
        assertRefused("no-move-at-that-time", () -> village.withdrawMove(BEGIN, "x", List.of(oldTown), NOW));
        assertRefused("moved-at-that-time", () -> village.correctMove(SUMMER, newTown, AUTUMN, List.of(oldTown)));
        assertRefused(
                "before-establishment",
                () -> village.correctMove(AUTUMN, newTown, BEGIN.minusMillis(1), List.of(oldTown)));
    }

    @Test
    void no_amended_move_leaves_a_unit_below_one_that_is_no_more() {
        village.establish(oldTown);
        village.move(newTown, SUMMER);
        oldTown.close("x", Set.of(), AUTUMN, NOW);

        assertRefused("unit-closed", () -> village.withdrawMove(SUMMER, "x", List.of(oldTown, newTown), NOW));
        Unit other = unit("990101202", Kind.VILLAGE, "990101");
        other.establish(unit("990101", Kind.TOWNSHIP));
        other.move(newTown, SUMMER);
        assertRefused(
                "unit-closed",
                () -> other.correctMove(SUMMER, newTown, AUTUMN.plusMillis(1), List.of(oldTown, newTown)));
        Unit third = unit("990101203", Kind.VILLAGE, "990101");
        third.establish(unit("990101", Kind.TOWNSHIP));
        third.move(newTown, SUMMER);
        assertThat(third.correctMove(SUMMER, newTown, AUTUMN, List.of(oldTown, newTown))
                        .events())
                .hasSize(1);
    }

    @Test
    void a_village_does_not_move_below_a_county() {
        village.establish(oldTown);

        assertRefused("wrong-parent", () -> village.move(unit("99", Kind.COUNTY), SUMMER));
    }

    @Test
    void a_closed_parent_takes_no_unit_from_its_closure_on() {
        newTown.close("撤并", Set.of(), SUMMER, NOW);
        village.establish(oldTown);

        assertRefused("unit-closed", () -> village.move(newTown, SUMMER));
        assertRefused("unit-closed", () -> unit("x", Kind.VILLAGE, "990102").establish(newTown));
    }

    @Test
    void no_unit_is_put_below_one_that_it_would_outlast_however_late_that_is_recorded() {
        newTown.close("撤并", Set.of(), SUMMER, NOW);
        village.establish(oldTown);

        assertRefused("unit-closed", () -> village.move(newTown, SPRING));
        village.move(thirdTown, SUMMER);
        assertThat(village.move(newTown, SPRING).events()).hasSize(1);

        Unit ended = unit("990101202", Kind.VILLAGE, "990101");
        ended.establish(oldTown);
        ended.close("撤并", Set.of(), SUMMER, NOW);
        assertThat(ended.move(newTown, SPRING).events()).hasSize(1);
    }

    @Test
    void a_closure_is_corrected_and_withdrawn_and_each_says_what_it_amends() {
        village.establish(oldTown);
        village.close("并入邻村", Set.of(), SUMMER, NOW);

        var corrected = village.correctClosure("以批复为准", Set.of(), SPRING, List.of(oldTown), NOW);
        assertThat(corrected.occurredAt()).isEqualTo(SPRING);
        assertThat(corrected.events()).containsExactly(new UnitClosureCorrected("990101201", "以批复为准", SUMMER));
        assertThat(village.closedAt()).isEqualTo(SPRING);
        assertRefused("unit-closed", () -> village.countResidents(1, null, SPRING));

        var withdrawn = village.withdrawClosure("未获批准", List.of(oldTown), NOW);
        assertThat(withdrawn.occurredAt()).isEqualTo(NOW);
        assertThat(withdrawn.events()).containsExactly(new UnitClosureWithdrawn("990101201", "未获批准", SPRING));
        assertThat(village.closedAt()).isNull();
        assertThat(village.closedBecause()).isNull();
        assertThat(village.countResidents(1, null, SUMMER).events()).hasSize(1);
        assertThat(village.close("再次", Set.of(), AUTUMN, NOW).events()).hasSize(1);
    }

    @Test
    void only_a_closure_that_stands_is_amended_and_never_to_before_the_establishment() {
        village.establish(oldTown);

        assertRefused("unit-not-closed", () -> village.correctClosure("x", Set.of(), SUMMER, List.of(oldTown), NOW));
        assertRefused("unit-not-closed", () -> village.withdrawClosure("x", List.of(oldTown), NOW));
        village.close("x", Set.of(), SUMMER, NOW);
        assertRefused(
                "before-establishment",
                () -> village.correctClosure("x", Set.of(), BEGIN.minusMillis(1), List.of(oldTown), NOW));
        village.withdrawClosure("x", List.of(oldTown), NOW);
        assertRefused("unit-not-closed", () -> village.withdrawClosure("x", List.of(oldTown), NOW));
    }

    @Test
    void a_unit_does_not_come_back_below_a_parent_that_is_no_more() {
        village.establish(oldTown);
        village.close("x", Set.of(), SPRING, NOW);
        oldTown.close("x", Set.of(), SUMMER, NOW);

        assertRefused("unit-closed", () -> village.withdrawClosure("x", List.of(oldTown), NOW));
        assertRefused(
                "unit-closed",
                () -> village.correctClosure("x", Set.of(), SUMMER.plusMillis(1), List.of(oldTown), NOW));
        assertThat(village.correctClosure("x", Set.of(), SUMMER, List.of(oldTown), NOW)
                        .events())
                .hasSize(1);
    }

    @Test
    void an_establishment_is_corrected_with_its_time_name_and_kind_and_the_first_parent_stays() {
        village.establish(oldTown);

        var told = village.correctEstablishment(Kind.DEPARTMENT, "农技站", SPRING, List.of(oldTown));

        assertThat(told.occurredAt()).isEqualTo(SPRING);
        assertThat(told.events())
                .containsExactly(new UnitEstablishmentCorrected("990101201", Kind.DEPARTMENT, "农技站", "990101", BEGIN));
        assertThat(village.parents()).containsExactly(new Parents.Parentage("990101", SPRING));
        assertThat(village.establishedAt()).isEqualTo(SPRING);
        assertRefused("before-establishment", () -> village.countResidents(1, null, SPRING.minusMillis(1)));
        assertThat(village.correctEstablishment(Kind.VILLAGE, "青禾村", BEGIN, List.of(oldTown))
                        .events())
                .containsExactly(new UnitEstablishmentCorrected("990101201", Kind.VILLAGE, "青禾村", "990101", SPRING));
    }

    @Test
    void a_corrected_establishment_lies_before_the_first_move() {
        village.establish(oldTown);
        village.move(newTown, SUMMER);

        assertRefused("moved-before-establishment", () -> established(SUMMER, oldTown, newTown));
        assertThat(established(SUMMER.minusMillis(1), oldTown, newTown).events())
                .hasSize(1);
        assertThat(village.stays().getFirst()).isEqualTo(new Parents.Stay("990101", SUMMER.minusMillis(1), SUMMER));
    }

    @Test
    void a_corrected_establishment_of_what_was_once_the_topmost_unit_lies_before_its_first_move_too() {
        Unit county = unit("9901", Kind.COUNTY);
        oldTown.establish(null);
        oldTown.move(county, SUMMER);

        assertRefused(
                "moved-before-establishment",
                () -> oldTown.correctEstablishment(Kind.TOWNSHIP, "x", SUMMER, List.of(county)));
        assertThat(oldTown.correctEstablishment(Kind.TOWNSHIP, "x", SUMMER.minusMillis(1), List.of(county))
                        .events())
                .containsExactly(new UnitEstablishmentCorrected("990101", Kind.TOWNSHIP, "x", null, BEGIN));
    }

    @Test
    void a_corrected_establishment_lies_not_after_the_closure() {
        village.establish(oldTown);
        village.close("x", Set.of(), SUMMER, NOW);

        assertRefused("closed-before-establishment", () -> established(SUMMER.plusMillis(1), oldTown));
        assertThat(established(SUMMER, oldTown).events()).hasSize(1);
    }

    @Test
    void a_corrected_establishment_lies_not_after_the_first_that_was_stated_of_the_unit() {
        village.establish(oldTown);
        village.declareVenueKinds(Set.of(), AUTUMN);
        village.countResidents(1, null, SUMMER);

        assertRefused("described-before-establishment", () -> established(SUMMER.plusMillis(1), oldTown));
        assertThat(established(SUMMER, oldTown).events()).hasSize(1);
    }

    @Test
    void a_corrected_kind_suits_every_parent_that_the_unit_ever_had() {
        Unit office = unit("d", Kind.DEPARTMENT, "990101");
        Unit county = unit("9901", Kind.COUNTY);
        office.establish(oldTown);
        office.move(county, SUMMER);

        assertRefused(
                "wrong-parent", () -> office.correctEstablishment(Kind.VILLAGE, "x", BEGIN, List.of(oldTown, county)));
        assertRefused("wrong-parent", () -> county.correctEstablishment(Kind.VILLAGE, "x", BEGIN, List.of()));
        assertThat(county.correctEstablishment(Kind.TOWNSHIP, "x", BEGIN, List.of())
                        .events())
                .containsExactly(new UnitEstablishmentCorrected("9901", Kind.TOWNSHIP, "x", null, BEGIN));
    }

    private DomainEvents established(Instant at, Unit... everAbove) {
        return village.correctEstablishment(Kind.VILLAGE, "某村", at, List.of(everAbove));
    }

    @Test
    void a_unit_goes_over_into_others_at_its_end_and_each_amendment_says_into_which() {
        village.establish(oldTown);

        assertThat(village.close("并", Set.of("b"), SUMMER, NOW).events())
                .containsExactly(new UnitClosed("990101201", "并"), new UnitSucceeded("990101201", Set.of("b")));
        assertThat(village.correctClosure("分", Set.of("c", "b"), SPRING, List.of(oldTown), NOW)
                        .events())
                .containsExactly(
                        new UnitClosureCorrected("990101201", "分", SUMMER),
                        new UnitSucceeded("990101201", Set.of("b", "c")));
        assertThat(village.successors()).containsExactly("b", "c");
        assertThat(village.withdrawClosure("误", List.of(oldTown), NOW).events())
                .containsExactly(
                        new UnitClosureWithdrawn("990101201", "误", SPRING), new UnitSucceeded("990101201", Set.of()));
        assertThat(village.successors()).isEmpty();
    }

    @Test
    void a_unit_exists_from_its_establishment_until_its_end() {
        village.establish(oldTown);
        village.close("并", Set.of(), SUMMER, NOW);

        assertThat(village.existsAt(BEGIN.minusMillis(1))).isFalse();
        assertThat(village.existsAt(BEGIN)).isTrue();
        assertThat(village.existsAt(SUMMER.minusMillis(1))).isTrue();
        assertThat(village.existsAt(SUMMER)).isFalse();
    }

    @Test
    void the_stays_of_a_unit_lie_within_its_life() {
        village.establish(oldTown);
        village.move(newTown, SPRING);
        village.move(thirdTown, AUTUMN);
        assertThat(village.stays())
                .containsExactly(
                        new Parents.Stay("990101", BEGIN, SPRING),
                        new Parents.Stay("990102", SPRING, AUTUMN),
                        new Parents.Stay("990103", AUTUMN, null));

        village.close("x", Set.of(), SUMMER, NOW);
        assertThat(village.stays())
                .containsExactly(new Parents.Stay("990101", BEGIN, SPRING), new Parents.Stay("990102", SPRING, SUMMER));
        assertThat(village.stays().getLast().reachesBeyond(SUMMER)).isFalse();
        assertThat(village.stays().getLast().reachesBeyond(SUMMER.minusMillis(1)))
                .isTrue();
    }

    @Test
    void a_unit_stands_below_a_parent_from_the_moment_it_comes_until_it_leaves_or_ends() {
        village.establish(oldTown);
        village.move(newTown, SUMMER);
        village.close("x", Set.of(), AUTUMN, NOW);

        assertThat(village.standsBelow("990101", BEGIN.minusMillis(1))).isFalse();
        assertThat(village.standsBelow("990101", BEGIN)).isTrue();
        assertThat(village.standsBelow("990101", SUMMER.minusMillis(1))).isTrue();
        assertThat(village.standsBelow("990101", SUMMER)).isFalse();
        assertThat(village.standsBelow("990102", SUMMER)).isTrue();
        assertThat(village.standsBelow("990102", AUTUMN.minusMillis(1))).isTrue();
        assertThat(village.standsBelow("990102", AUTUMN)).isFalse();
        assertThat(oldTown.standsBelow(null, BEGIN)).isTrue();
        assertThat(village.standsBelow(null, BEGIN)).isFalse();
    }

    @Test
    void a_closed_unit_neither_moves_nor_is_described_from_its_closure_on() {
        village.establish(oldTown);
        var told = village.close("并入邻村", Set.of(), SUMMER, NOW);

        assertThat(told.events()).containsExactly(new UnitClosed("990101201", "并入邻村"));
        assertRefused("unit-closed", () -> village.move(newTown, SUMMER));
        assertRefused("unit-closed", () -> village.countResidents(1, null, SUMMER));
        assertRefused("unit-closed", () -> village.declareVenueKinds(Set.of(), SUMMER));
        assertRefused("unit-closed", () -> village.close("again", Set.of(), SUMMER, NOW));
        assertThat(village.countResidents(1, null, SUMMER.minusMillis(1)).events())
                .hasSize(1);
    }

    @Test
    void a_closure_before_the_establishment_is_refused() {
        assertRefused("before-establishment", () -> village.close("x", Set.of(), BEGIN.minusMillis(1), NOW));
        assertThat(village.close("x", Set.of(), BEGIN, NOW).events()).hasSize(1);
    }

    @Test
    void the_latest_count_of_residents_holds_in_whatever_order_they_are_recorded() {
        var told = village.countResidents(2315, "第七次全国人口普查", SUMMER);
        village.countResidents(1900, null, SPRING);

        assertThat(told.events()).containsExactly(new ResidentsCounted("990101201", 2315, "第七次全国人口普查"));
        assertThat(village.residents()).isEqualTo(new Unit.ResidentCount(2315, "第七次全国人口普查", SUMMER));
    }

    @Test
    void a_second_count_of_the_same_instant_replaces_the_first() {
        village.countResidents(2315, null, SUMMER);
        village.countResidents(2351, null, SUMMER);

        assertThat(village.residents()).isEqualTo(new Unit.ResidentCount(2351, null, SUMMER));
        assertRefused("before-establishment", () -> village.countResidents(1, null, BEGIN.minusMillis(1)));
    }

    @Test
    void the_latest_declaration_of_venue_kinds_replaces_the_earlier_ones() {
        village.declareVenueKinds(Set.of(VenueKind.VILLAGE), SUMMER);
        village.declareVenueKinds(Set.of(VenueKind.SCHOOL), SPRING);
        var told = village.declareVenueKinds(Set.of(VenueKind.VILLAGE, VenueKind.ENTERPRISE), SUMMER);

        assertThat(told.events())
                .containsExactly(new VenueKindsDeclared("990101201", Set.of(VenueKind.ENTERPRISE, VenueKind.VILLAGE)));
        assertThat(village.venueKinds()).containsExactly(VenueKind.VILLAGE, VenueKind.ENTERPRISE);
        assertRefused("before-establishment", () -> village.declareVenueKinds(Set.of(), BEGIN.minusMillis(1)));
    }

    @Test
    void who_establishes_a_unit_needs_a_right_over_its_parent_and_over_everything_for_a_topmost_one() {
        assertThat(village.createdUnder()).isEqualTo("990101");
        assertThat(unit("9901", Kind.COUNTY).createdUnder()).isEqualTo("all");
    }

    private static Unit unit(String id, Kind kind) {
        return unit(id, kind, null);
    }

    private static Unit unit(String id, Kind kind, @Nullable String parentId) {
        return new Unit(id, id, kind, "某村", parentId, BEGIN);
    }
}
