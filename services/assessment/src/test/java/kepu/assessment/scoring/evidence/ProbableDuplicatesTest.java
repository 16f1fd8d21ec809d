package kepu.assessment.scoring.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.CanonicalCard;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.evidence.EvidenceRef.ProbableDuplicate;
import kepu.contracts.volunteers.TrainingEvent.Kind;
import org.junit.jupiter.api.Test;

/** What counts although it looks like another fact: the number stays, and explain says so. */
class ProbableDuplicatesTest {
    private static final String DAY = "2026-03-02";
    private static final String ELEVEN = "2026-03-02T11:00";
    private static final String AS_OF = "2026-12-31";

    @Test
    void a_pair_counts_twice_and_explain_names_it() {
        IndicatorResult trainings =
                twice().looksLike("b", ELEVEN, "a").card(AS_OF).indicator("P06");

        assertThat(trainings.numbers()).containsEntry("sessions", 2);
        assertThat(trainings.counted()).hasSize(2);
        EvidenceRef first = trainings.counted().getFirst();
        EvidenceRef second = trainings.counted().getLast();
        assertThat(first.probableDuplicate()).isNull();
        assertThat(second.probableDuplicate()).isEqualTo(ProbableDuplicate.of(List.of(first.eventId())));
        assertThat(second.probableDuplicate().zh()).contains("疑似重复");
    }

    @Test
    void a_notice_changes_no_byte_of_the_card() {
        assertThat(CanonicalCard.of(twice().looksLike("b", ELEVEN, "a").card(AS_OF)))
                .isEqualTo(CanonicalCard.of(twice().card(AS_OF)));
    }

    @Test
    void what_was_kept_is_named_no_more() {
        assertThat(named(twice().looksLike("b", ELEVEN, "a").kept("b", "2026-03-09")))
                .isEmpty();
    }

    @Test
    void what_was_kept_and_then_looks_like_another_is_named_again() {
        Village village = twice().looksLike("b", ELEVEN, "a").kept("b", "2026-03-09");

        assertThat(named(village.looksLike("b", ELEVEN, "a"))).hasSize(1);
    }

    @Test
    void what_was_withdrawn_is_named_no_more() {
        assertThat(named(twice().looksLike("b", ELEVEN, "a").trainingWithdrawn("a", DAY)))
                .isEmpty();
    }

    @Test
    void the_version_that_holds_is_named_after_a_correction() {
        Village village = twice().looksLike("b", ELEVEN, "a").trainingCorrected("a", Kind.POLICY, DAY);

        IndicatorResult trainings = village.card(AS_OF).indicator("P06");
        assertThat(named(village))
                .singleElement()
                .satisfies(pair -> assertThat(pair.of())
                        .containsExactly(trainings.counted().getFirst().eventId()));
    }

    @Test
    void before_the_notice_was_known_nothing_is_named() {
        Village village = twice().recordedAt("2026-05-01T12:00").looksLike("b", ELEVEN, "a");

        assertThat(pairs(village.cardKnownBy(AS_OF, "2026-05-01T11:59").indicator("P06")))
                .isEmpty();
        assertThat(pairs(village.cardKnownBy(AS_OF, "2026-05-01T12:00").indicator("P06")))
                .hasSize(1);
    }

    private static Village twice() {
        return Village.old().training("a", Kind.POLICY, DAY).training("b", Kind.POLICY, ELEVEN);
    }

    private static List<ProbableDuplicate> named(Village village) {
        return pairs(village.card(AS_OF).indicator("P06"));
    }

    private static List<ProbableDuplicate> pairs(IndicatorResult indicator) {
        return indicator.counted().stream()
                .map(EvidenceRef::probableDuplicate)
                .filter(Objects::nonNull)
                .toList();
    }
}
