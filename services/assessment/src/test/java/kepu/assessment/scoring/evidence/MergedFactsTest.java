package kepu.assessment.scoring.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import kepu.assessment.scoring.RandomVillage;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.card.Scorecard;
import kepu.contracts.Envelope;
import kepu.contracts.organization.LeadingGroupEvent.Role;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import org.junit.jupiter.api.Test;

/** What several villages would be if they had been one. */
class MergedFactsTest {
    private static final Instant FOR_EVER = Instant.parse("2028-06-01T00:00:00Z");
    private static final String FIRST = "530102001001";

    private final Village first = Village.of(FIRST).established("2020-01-01");
    private final Village second = Village.of("530102001002").established("2026-07-01");

    @Test
    void the_members_of_both_count_from_the_beginning_of_the_first_and_who_is_in_both_counts_once() {
        for (int i = 0; i < 6; i++) {
            first.member("m" + i, "person " + i, "2025-12-01");
            second.member("n" + i, "person " + (i + 3), "2025-12-01");
        }

        assertThat(ratio(first.card("2026-12-31"), "P03")).isEqualTo("3/5");
        assertThat(ratio(both("2026-12-31"), "P03")).isEqualTo("9/10");
        assertThat(both("2026-12-31").ownDays()).isEqualTo(365);
        assertThat(both("2026-06-30").ownDays()).isEqualTo(365);
    }

    @Test
    void residents_are_added_up_as_they_were_last_counted_in_each() {
        first.residents("2025-01-01", 400).residents("2026-06-01", 500).spent("e", "2026-03-01", 100_000);
        second.residents("2026-06-01", 1_500).spent("f", "2026-03-02", 100_000);

        assertThat(ratio(both("2026-05-31"), "P11")).isEqualTo("1/1"); // 2,000 yuan for 400
        assertThat(ratio(both("2026-06-01"), "P11")).isEqualTo("1/2"); // 2,000 yuan for 2,000
    }

    @Test
    void households_of_the_same_number_in_two_villages_are_two() {
        first.programme("p", "2025-12-01", "2026-01-01", "2027-12-31");
        first.householdTitle("d", "H-1", "2026-02-01", "2027-12-31");
        second.householdTitle("e", "H-1", "2026-02-01", "2027-12-31");

        assertThat(ratio(first.card("2026-12-31"), "P12")).isEqualTo("1/10");
        assertThat(ratio(both("2026-12-31"), "P12")).isEqualTo("1/5");
    }

    @Test
    void what_was_not_known_yet_is_left_out_and_a_village_that_ended_is_in_it_all_the_same() {
        second.stationOpened("s", "2026-01-01").stationClosed("s", "2026-12-31").closed("2026-12-31");
        second.recordedAt("2027-02-01").stationClosed("s", "2026-07-02");

        assertThat(ratio(both("2026-12-31"), "P07")).isNotEqualTo(ratio(both("2026-12-31", "2027-01-31"), "P07"));
        assertThat(ratio(both("2026-12-31", "2027-01-31"), "P07")).isEqualTo("364/365");
    }

    @Test
    void the_rooms_and_posts_of_both_would_be_there_on_the_day_of_reckoning_and_a_person_once() {
        for (int i = 0; i < 6; i++) {
            first.member("m" + i, "person " + i, "2025-12-01");
            second.member("n" + i, "person " + (i + 3), "2026-12-31");
        }
        first.room("a", "2025-01-01").officer("a", "2025-01-01", null).officerLeft("a", "2026-12-31");
        second.room("b", "2026-08-01").officer("b", "2026-08-01", null);
        second.group("g", "2026-08-01", null).part("g", "1", Role.LEADER, "2026-08-01");
        second.part("g", "2", Role.STAFF, "2026-08-01").part("g", "3", Role.STAFF, "2027-01-01");

        Holdings before = holdings("2026-12-30");
        assertThat(before.activeMembers()).isEqualTo(6);
        assertThat(before.officers())
                .extracting(Holdings.Officer::appointmentId)
                .containsExactly("a", "b");
        Holdings on = holdings("2026-12-31");
        assertThat(on.activeMembers()).isEqualTo(9);
        assertThat(on.officers()).extracting(Holdings.Officer::appointmentId).containsExactly("b");
        assertThat(on.rooms()).extracting(Holdings.Room::roomId).containsExactly("a", "b");
        assertThat(on.leadingGroups()).containsExactly(new Holdings.Group("g", "领导小组", 1, 1));
        assertThat(holdings("2026-07-31").rooms()).hasSize(1);
    }

    private Holdings holdings(String asOf) {
        List<Envelope<?>> all = Stream.<Envelope<?>>concat(first.facts().stream(), second.facts().stream())
                .toList();
        Facts asOne = Facts.known(FIRST, Village.ZONE, FOR_EVER, MergedFacts.of(FIRST, all, FOR_EVER));
        return Holdings.of(UnitYear.of(2026, LocalDate.parse(asOf), asOne).orElseThrow());
    }

    @Test
    void a_village_alone_is_what_it_is_in_whatever_order_its_facts_come() {
        for (long seed = 1; seed <= 20; seed++) {
            List<Envelope<?>> facts = new ArrayList<>();
            RandomVillage.of(seed, "").facts().stream()
                    .filter(fact -> !(fact.data() instanceof UnitClosed))
                    .forEach(facts::add);
            List<Envelope<?>> alone = MergedFacts.of(RandomVillage.UNIT, facts, FOR_EVER);
            List<String> expected = ratios(RandomVillage.UNIT, facts);
            assertThat(ratios(RandomVillage.UNIT, alone)).as("seed %d", seed).isEqualTo(expected);

            Collections.shuffle(facts, new Random(seed));
            assertThat(ratios(RandomVillage.UNIT, MergedFacts.of(RandomVillage.UNIT, facts, FOR_EVER)))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    private Scorecard both(String asOf) {
        return both(asOf, "2028-05-01");
    }

    private Scorecard both(String asOf, String knownBy) {
        List<Envelope<?>> all = Stream.<Envelope<?>>concat(first.facts().stream(), second.facts().stream())
                .toList();
        return Village.score(FIRST, asOf, MergedFacts.of(FIRST, all, Village.moment(knownBy)));
    }

    private static List<String> ratios(String unitId, List<Envelope<?>> facts) {
        return Village.score(unitId, "2026-12-31", facts).indicators().stream()
                .map(one -> one.code() + ' ' + one.ratio())
                .toList();
    }

    private static String ratio(Scorecard card, String code) {
        return card.indicators().stream()
                .filter(one -> one.code().equals(code))
                .map(IndicatorResult::ratio)
                .map(String::valueOf)
                .findFirst()
                .orElseThrow();
    }
}
