package kepu.assessment.scoring.party;

import static org.assertj.core.api.Assertions.assertThat;

import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import org.junit.jupiter.api.Test;

class PublishedPracticesTest {
    private static final String END = "2026-12-31";

    private final Village village = Village.old().practice("a", "2026-02-01").practice("b", "2026-02-01");

    @Test
    void two_published_are_full_one_is_half_and_a_nomination_is_nothing() {
        assertThat(village.ratio("P14", END)).isEqualTo("0/1");
        village.published("a", "2026-03-01");
        assertThat(village.ratio("P14", "2026-02-28")).isEqualTo("0/1");
        assertThat(village.ratio("P14", END)).isEqualTo("1/2");
        village.published("b", "2026-12-31T23:59");
        assertThat(village.ratio("P14", END)).isEqualTo("1/1");
        assertThat(village.practice("c", "2026-02-01")
                        .published("c", "2026-04-01")
                        .ratio("P14", END))
                .isEqualTo("1/1");
    }

    @Test
    void a_practice_belongs_to_the_year_of_its_publication() {
        village.published("a", "2027-01-01T00:00");
        assertThat(village.card(2026, "2027-06-30").indicator("P14").ratio()).isEqualTo("0/1");
        assertThat(village.ratio("P14", "2027-06-30")).isEqualTo("1/2");
    }

    @Test
    void a_withdrawn_publication_does_not_count_until_it_is_published_again() {
        village.published("a", "2026-03-01").unpublished("a", "2026-04-01");
        assertThat(village.ratio("P14", END)).isEqualTo("0/1");
        assertThat(village.reasons("P14", END)).containsExactly(Reason.WITHDRAWN);
        assertThat(village.published("a", "2026-05-01").ratio("P14", END)).isEqualTo("1/2");
    }

    @Test
    void nothing_of_a_withdrawn_nomination_counts() {
        village.published("a", "2026-03-01").practiceWithdrawn("a", "2026-04-01");
        assertThat(village.ratio("P14", END)).isEqualTo("0/1");
        assertThat(village.reasons("P14", END)).contains(Reason.WITHDRAWN);
    }

    @Test
    void the_target_is_pro_rata_of_the_own_days() {
        // 2 · 73/365 = 2/5
        Village young = Village.of("530102001002").established("2026-10-20").practice("a", "2026-10-20");
        assertThat(young.published("a", "2026-10-19").ratio("P14", END)).isEqualTo("0/1");
        assertThat(young.published("a", "2026-10-20").ratio("P14", END)).isEqualTo("1/1");
        assertThat(young.card(END).indicator("P14").numbers()).containsEntry("target", "2/5");
    }
}
