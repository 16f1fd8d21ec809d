package kepu.assessment.scoring.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import kepu.assessment.scoring.SchemeJson;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.evidence.EvidenceRef;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.contracts.organization.VillageClassEvent.VillageClass;
import org.junit.jupiter.api.Test;

/** Ten members, but six in a hollowed-out village and eight in one of the mountains. */
class TargetsByClassTest {
    private static final String END = "2026-12-31";
    private static final Scheme SCHEME = Scheme.parse(
            SchemeJson.json(
                    SchemeJson.indicator("A", "P", 100, "team-strength", "{\"target\": 10}")
                            .replace(
                                    "\"parameters\"",
                                    "\"targetsByClass\": [{\"villageClass\": \"HOLLOWED_OUT\", \"parameters\": {\"target\": 6}},"
                                            + " {\"villageClass\": \"MOUNTAIN\", \"parameters\": {\"target\": 8}}], \"parameters\"")));

    private static Village ofSix() {
        return Village.old().members(6, "2025-01-01");
    }

    private static String ratio(Village village) {
        return String.valueOf(village.card(SCHEME, END).indicator("A").ratio());
    }

    @Test
    void the_class_on_the_day_of_reckoning_decides_of_several_the_first_that_the_scheme_names() {
        assertThat(ratio(ofSix())).isEqualTo("3/5");
        assertThat(ratio(ofSix().classified("c", "2025-06-01", Set.of(VillageClass.MOUNTAIN))))
                .isEqualTo("3/4");
        assertThat(ratio(ofSix().classified(
                                "c", "2025-06-01", Set.of(VillageClass.MOUNTAIN, VillageClass.HOLLOWED_OUT))))
                .isEqualTo("1/1");
        assertThat(ratio(ofSix().classified("c", "2025-06-01", Set.of(VillageClass.SUBURBAN))))
                .isEqualTo("3/5");
    }

    @Test
    void a_class_holds_from_its_first_day_to_the_day_before_the_next_one() {
        Set<VillageClass> hollowedOut = Set.of(VillageClass.HOLLOWED_OUT);
        assertThat(ratio(ofSix().classified("c", "2026-12-31", hollowedOut))).isEqualTo("1/1");
        assertThat(ratio(ofSix().classified("c", "2027-01-01", hollowedOut))).isEqualTo("3/5");
        Village village = ofSix().classified("c", "2025-06-01", hollowedOut).classified("d", "2026-12-31", Set.of());
        assertThat(ratio(village)).isEqualTo("3/5");
        village.classificationWithdrawn("d", "2027-02-01");
        assertThat(ratio(village)).isEqualTo("1/1");
    }

    @Test
    void the_verdict_says_whose_targets_were_used_and_names_the_classification() {
        IndicatorResult result = ofSix().classified("c", "2025-06-01", Set.of(VillageClass.HOLLOWED_OUT))
                .card(SCHEME, END)
                .indicator("A");
        assertThat(result.verdict().zh()).isEqualTo("计分；按空心村的目标考核");
        assertThat(result.numbers()).containsEntry("target", 6);
        assertThat(result.counted()).extracting(EvidenceRef::type).contains("kepu.organization.village-classified.v1");
        assertThat(ofSix().card(SCHEME, END).indicator("A").verdict().zh()).isEqualTo("计分");
    }
}
