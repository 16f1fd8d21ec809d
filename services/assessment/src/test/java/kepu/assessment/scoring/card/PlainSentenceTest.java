package kepu.assessment.scoring.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import kepu.assessment.scoring.RandomVillage;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.organization.DocumentEvent;
import org.junit.jupiter.api.Test;

class PlainSentenceTest {
    @Test
    void a_village_secretary_reads_what_there_is_and_what_it_brings() {
        IndicatorResult board = Village.old()
                .board("2026-01-20", "2026-04-10", "2026-06-30", "2026-09-20")
                .card("2026-11-10")
                .indicator("P08");

        LocalizedText sentence = PlainSentence.of(board);

        assertThat(sentence.zh()).matches("宣传栏：已更新 4 天，目标 6 天；超过 90 天没有更新的有 0 次；得 4\\.\\d\\d 分，满分 [67]\\.\\d+ 分。");
        assertThat(sentence.en())
                .startsWith("bulletin board: 4 days with an update of 6; 0 gaps longer than 90 days; 4.");
    }

    @Test
    void documents_say_what_became_of_each() {
        Village village = Village.old().filed("plan", DocumentEvent.Kind.PLAN, 2026, "2026-03-31");

        assertThat(PlainSentence.of(village.card("2026-11-10").indicator("P02")).zh())
                .startsWith("计划总结：计划和总结：按期报送、未到期；得 ");
    }

    @Test
    void what_does_not_apply_says_so() {
        assertThat(PlainSentence.of(Village.old().card("2026-11-10").indicator("P11"))
                        .zh())
                .startsWith("投入：没有可考核的对象");
    }

    @Test
    void a_township_reads_of_its_own_title() {
        IndicatorResult title = Village.old()
                .programme("programme", "2024-12-20", "2025-01-01", "2027-12-31")
                .townshipTitle("t", "2026-02-01", "2026-12-31")
                .card(Scheme.townshipOwnDefault(), "2026-11-10")
                .indicator("P12");

        // 8 of 38 points of the track
        assertThat(PlainSentence.of(title).zh()).isEqualTo("三级联创：有效的示范乡镇称号 1 个；得 21.05 分，满分 21.05 分。");
        assertThat(PlainSentence.of(title).en())
                .isEqualTo("three-level demonstration: 1 township titles hold; 21.05 of 21.05 points.");
    }

    @Test
    void each_number_of_each_formula_is_found_in_it() {
        for (long seed = 0; seed < 20; seed++) {
            Scorer.score(
                            Village.SCHEME,
                            RandomVillage.UNIT,
                            2026,
                            Village.ZONE,
                            LocalDate.of(2026, 10, 31),
                            Instant.MAX,
                            RandomVillage.of(seed, "").facts())
                    .ifPresent(card -> card.indicators().stream()
                            .filter(indicator -> indicator.points() != null)
                            .forEach(indicator -> {
                                assertThat(PlainSentence.of(indicator).zh())
                                        .contains("；得 ")
                                        .doesNotContain("{");
                                assertThat(PlainSentence.of(indicator).en())
                                        .contains("; ")
                                        .doesNotContain("{");
                            }));
        }
    }
}
