package kepu.organization.villageclass;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import kepu.contracts.organization.VillageClassEvent.VillageClass;
import kepu.contracts.organization.VillageClassEvent.VillageClassificationCorrected;
import kepu.contracts.organization.VillageClassEvent.VillageClassificationWithdrawn;
import kepu.contracts.organization.VillageClassEvent.VillageClassified;
import kepu.organization.villageclass.Classification.Content;
import org.junit.jupiter.api.Test;

class ClassificationTest {
    private static final Instant FOUND = Instant.parse("2025-02-20T02:00:00Z");
    private static final LocalDate MARCH = LocalDate.of(2025, 3, 1);
    private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
    private static final Set<VillageClass> HOLLOW = Set.of(VillageClass.HOLLOWED_OUT);

    @Test
    void each_version_tells_the_classes_and_their_first_day() {
        Classification classification = classification("c1", MARCH);

        assertThat(classification.record().events()).containsExactly(new VillageClassified("c1", HOLLOW, MARCH));
        assertThat(classification
                        .correct(new Content(Set.of(), JUNE), FOUND, "bo")
                        .events())
                .containsExactly(new VillageClassificationCorrected("c1", Set.of(), JUNE, FOUND));
        assertThat(classification.withdraw("误录", FOUND, "bo").events())
                .containsExactly(new VillageClassificationWithdrawn("c1", "误录", FOUND));
    }

    @Test
    void a_classification_holds_from_its_first_day_until_the_next_one() {
        Classification first = classification("c1", MARCH);
        Classification second = classification("c2", JUNE);
        List<Classification> both = List.of(second, first);

        assertThat(Classifications.latest(both, MARCH.minusDays(1))).isEmpty();
        assertThat(Classifications.latest(both, MARCH)).contains(first);
        assertThat(Classifications.latest(both, JUNE.minusDays(1))).contains(first);
        assertThat(Classifications.latest(both, JUNE)).contains(second);
    }

    private static Classification classification(String id, LocalDate validFrom) {
        return new Classification(id, "990101201", new Content(HOLLOW, validFrom), FOUND, "anna");
    }
}
