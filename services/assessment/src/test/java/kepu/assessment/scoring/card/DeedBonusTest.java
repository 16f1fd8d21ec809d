package kepu.assessment.scoring.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.evidence.EvidenceRef;
import kepu.assessment.scoring.values.Track;
import kepu.contracts.organization.TitleEvent;
import kepu.contracts.organization.TitleEvent.Level;
import org.junit.jupiter.api.Test;

/** Titles and commendations of the village bring a bonus to the track that they name. */
class DeedBonusTest {
    private static final String END = "2026-12-31";
    private static final TitleEvent.Track PARTY = TitleEvent.Track.PARTY;
    private static final TitleEvent.Track SCIENCE = TitleEvent.Track.SCIENCE;

    private static BigDecimal party(Village village) {
        return village.card(END).party();
    }

    private static BigDecimal bonus(Village village, Track track) {
        return village.card(END).adjustments().stream()
                .filter(one -> one.track() == track)
                .map(Adjustment::points)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void a_title_of_a_township_adds_one_point_of_a_county_two_and_of_a_province_three() {
        BigDecimal without = party(Village.old());
        for (Level level : Level.values()) {
            Village village = Village.old().title("t", "2026-05-01", level, PARTY, null);
            assertThat(party(village).subtract(without)).isEqualByComparingTo(BigDecimal.valueOf(level.ordinal() + 1));
        }
        assertThat(bonus(Village.old().title("t", "2026-05-01", Level.COUNTY, SCIENCE, null), Track.S))
                .isEqualByComparingTo("2");
    }

    @Test
    void of_one_deed_the_highest_level_counts_and_another_deed_counts_beside_it() {
        Village village = Village.old()
                .title("county", "2026-03-01", Level.COUNTY, PARTY, "果园带富")
                .title("township", "2026-02-01", Level.TOWNSHIP, PARTY, "果园带富")
                .title("province", "2026-09-01", Level.PROVINCE, PARTY, "果园带富");
        assertThat(bonus(village, Track.P)).isEqualByComparingTo("3");
        village.title("other", "2026-09-01", Level.TOWNSHIP, PARTY, "夜校");
        assertThat(bonus(village, Track.P)).isEqualByComparingTo("4");
    }

    @Test
    void a_track_gets_five_points_at_most_and_says_so() {
        Village village = Village.old()
                .title("a", "2026-03-01", Level.PROVINCE, PARTY, "一")
                .title("b", "2026-03-01", Level.COUNTY, PARTY, "二");
        assertThat(bonus(village, Track.P)).isEqualByComparingTo("5");
        village.title("c", "2026-03-01", Level.TOWNSHIP, PARTY, "三")
                .title("d", "2026-03-01", Level.COUNTY, SCIENCE, "四");
        assertThat(bonus(village, Track.P)).isEqualByComparingTo("5");
        assertThat(bonus(village, Track.S)).isEqualByComparingTo("2");
        assertThat(village.card(END).adjustments()).anySatisfy(one -> {
            assertThat(one.points()).isZero();
            assertThat(one.reason().zh()).contains("上限");
        });
    }

    @Test
    void a_title_counts_in_the_year_of_its_grant_alone_and_only_with_a_track() {
        assertThat(bonus(Village.old().title("t", "2025-12-31T23:59:59", Level.COUNTY, PARTY, null), Track.P))
                .isZero();
        assertThat(bonus(Village.old().title("t", "2026-01-01T00:00:00", Level.COUNTY, PARTY, null), Track.P))
                .isEqualByComparingTo("2");
        assertThat(bonus(Village.old().title("t", "2026-12-31T23:59:59", Level.COUNTY, PARTY, null), Track.P))
                .isEqualByComparingTo("2");
        assertThat(Village.old()
                        .title("t", "2026-05-01", Level.COUNTY, null, null)
                        .card(END)
                        .adjustments())
                .isEmpty();
    }

    @Test
    void each_bonus_names_its_title_and_a_withdrawn_one_brings_none() {
        Village village = Village.old().title("t", "2026-05-01", Level.COUNTY, PARTY, null);
        assertThat(village.card(END).adjustments()).singleElement().satisfies(one -> {
            assertThat(one.reason().zh()).contains("县级", "示范村", "2");
            assertThat(one.counted())
                    .extracting(EvidenceRef::type)
                    .containsExactly("kepu.organization.title-granted.v1");
        });
        village.titleOfUnitWithdrawn("t", "2026-06-01");
        assertThat(village.card(END).adjustments()).isEmpty();
    }

    @Test
    void of_one_deed_a_title_and_a_commendation_bring_the_higher_of_both() {
        Village village = Village.old()
                .title("t", "2026-05-01", Level.TOWNSHIP, PARTY, "果园带富")
                .commended("n", "2026-06-01", Level.COUNTY, PARTY, "果园带富");
        assertThat(bonus(village, Track.P)).isEqualByComparingTo("2");
        village.commended("other", "2026-06-01", Level.TOWNSHIP, PARTY, null);
        assertThat(bonus(village, Track.P)).isEqualByComparingTo("3");
    }

    @Test
    void a_commendation_adds_to_the_party_track_unless_it_says_the_other_one_and_names_its_notice() {
        assertThat(bonus(Village.old().commended("n", "2026-06-01", Level.COUNTY, SCIENCE, null), Track.S))
                .isEqualByComparingTo("2");
        Village village = Village.old().commended("n", "2026-06-01", Level.COUNTY, null, null);
        assertThat(bonus(village, Track.P)).isEqualByComparingTo("2");
        assertThat(village.card(END).adjustments()).singleElement().satisfies(one -> {
            assertThat(one.reason().zh()).contains("县级通报表扬", "乡科〔2026〕1号", "2 分");
            assertThat(one.counted()).extracting(EvidenceRef::type).containsExactly("kepu.assessment.notice-issued.v1");
        });
        village.noticeTakenBack("w", "2027-01-10", "n");
        assertThat(village.card(END).adjustments()).isEmpty();
    }
}
