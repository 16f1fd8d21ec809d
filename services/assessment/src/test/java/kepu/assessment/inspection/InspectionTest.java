package kepu.assessment.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kepu.assessment.inspection.Inspection.Content;
import kepu.assessment.inspection.Inspection.Finding;
import kepu.assessment.inspection.Inspection.ItemScore;
import kepu.contracts.assessment.InspectionEvent.InspectionCorrected;
import kepu.contracts.assessment.InspectionEvent.InspectionRecorded;
import kepu.contracts.assessment.InspectionEvent.InspectionWithdrawn;
import kepu.defaults.Rejection;
import kepu.defaults.store.DomainEvents;
import org.junit.jupiter.api.Test;

class InspectionTest {
    private static final Instant MAY = Instant.parse("2025-05-12T01:00:00Z");
    private static final Instant JUNE = Instant.parse("2025-06-12T01:00:00Z");
    private static final Finding NO_REGISTER = new Finding(1, "借阅登记不全");
    private static final Finding NO_LIGHT = new Finding(2, "照明损坏");
    private final Inspection inspection =
            new Inspection("i1", "990101201201", content(85, NO_REGISTER), MAY, JUNE, "inspector-1");

    private static Content content(int score, Finding... findings) {
        List<ItemScore> items = List.of(new ItemScore("OPEN", score, null));
        return new Content("p1", 2, "d1", "r1", "990101:ROOM:1", items, score, "现场查看", List.of(findings));
    }

    @Test
    void an_inspection_tells_its_score_its_room_and_how_much_was_found() {
        InspectionRecorded recorded = new InspectionRecorded("i1", "p1", 2, "d1", "r1", "990101:ROOM:1", 85, 1);
        assertThat(inspection.record()).isEqualTo(new DomainEvents(MAY, List.of(recorded), null));
    }

    @Test
    void a_correction_replaces_the_result_and_a_withdrawal_takes_it_back() {
        InspectionCorrected corrected = new InspectionCorrected("i1", "p1", 2, "d1", "r1", "990101:ROOM:1", 80, 2, MAY);
        assertThat(inspection.correct(content(80, NO_REGISTER, NO_LIGHT), JUNE, "inspector-2"))
                .isEqualTo(new DomainEvents(JUNE, List.of(corrected), null));
        assertThat(inspection.withdraw("误录", JUNE, "inspector-1"))
                .isEqualTo(new DomainEvents(JUNE, List.of(new InspectionWithdrawn("i1", "误录", JUNE)), null));
    }

    @Test
    void a_finding_keeps_its_number_and_is_gone_with_its_inspection() {
        assertThat(inspection.findings()).isEqualTo(Map.of(1, NO_REGISTER.text()));
        inspection.correct(content(80, NO_LIGHT), JUNE, "inspector-1");
        assertThat(inspection.findings()).isEqualTo(Map.of(2, NO_LIGHT.text()));
        inspection.withdraw("误录", JUNE, "inspector-1");
        assertThat(inspection.findings()).isEmpty();
    }

    @Test
    void neither_an_item_nor_a_finding_is_there_twice() {
        refused(
                "finding-number-twice",
                () -> inspection.correct(content(80, NO_LIGHT, new Finding(2, "窗户漏雨")), JUNE, "inspector-1"));
        refused(
                "inspection-item-twice",
                () -> Inspection.points(List.of(new ItemScore("OPEN", 3, null), new ItemScore("OPEN", 4, null))));
        assertThat(Inspection.points(List.of(new ItemScore("OPEN", 3, null), new ItemScore("STOCK", 4, null))))
                .isEqualTo(Map.of("OPEN", 3, "STOCK", 4));
    }

    private static void refused(String code, Runnable command) {
        assertThatThrownBy(command::run)
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
