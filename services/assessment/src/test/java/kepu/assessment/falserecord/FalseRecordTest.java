package kepu.assessment.falserecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.assessment.FalseRecordEvent.FalseRecordConfirmed;
import kepu.contracts.assessment.FalseRecordEvent.FalseRecordMarked;
import kepu.contracts.assessment.FalseRecordEvent.FalseRecordWithdrawn;
import org.junit.jupiter.api.Test;

class FalseRecordTest {
    private static final Instant NOW = Instant.parse("2026-03-05T02:00:00Z");
    private static final Set<String> INVOLVED = Set.of("recorder", "corrector", "verifier", "volunteer");
    private static final String TYPE = "kepu.volunteers.training-held.v1";

    private static FalseRecord markedBy(String actor) {
        FalseRecord.Record record = new FalseRecord.Record(TYPE, "t1", "e1", "recorder", 2026);
        return new FalseRecord("f1", "V1", record, "当日无人到场", NOW, actor);
    }

    @Test
    void it_is_confirmed_by_somebody_who_did_not_find_it_and_whom_it_does_not_concern() {
        FalseRecord found = markedBy("inspector");
        assertThat(found.mark().events())
                .containsExactly(new FalseRecordMarked("f1", TYPE, "t1", "e1", 2026, "当日无人到场"));
        assertThatThrownBy(() -> found.confirm(NOW, "inspector", INVOLVED)).hasMessageStartingWith("own-record");
        assertThatThrownBy(() -> found.confirm(NOW, "recorder", INVOLVED)).hasMessageStartingWith("own-record");
        assertThatThrownBy(() -> found.confirm(NOW, "corrector", INVOLVED)).hasMessageStartingWith("own-record");
        assertThatThrownBy(() -> found.confirm(NOW, "verifier", INVOLVED)).hasMessageStartingWith("own-record");
        assertThat(found.confirm(NOW, "other", INVOLVED).events())
                .containsExactly(new FalseRecordConfirmed("f1", TYPE, "t1", "e1", 2026));
        assertThatThrownBy(() -> found.confirm(NOW, "third", INVOLVED))
                .hasMessageStartingWith("false-record-not-to-be-confirmed");
    }

    @Test
    void nobody_finds_a_record_false_that_concerns_them_and_nobody_clears_it() {
        assertThatThrownBy(() -> markedBy("recorder").mark()).hasMessageStartingWith("own-record");
        FalseRecord found = markedBy("inspector");
        found.confirm(NOW, "other", INVOLVED);
        assertThatThrownBy(() -> found.withdraw("属实", NOW, "recorder", INVOLVED))
                .hasMessageStartingWith("own-record");
        assertThatThrownBy(() -> found.withdraw("属实", NOW, "corrector", INVOLVED))
                .hasMessageStartingWith("own-record");
        assertThatThrownBy(() -> found.withdraw("属实", NOW, "volunteer", INVOLVED))
                .hasMessageStartingWith("own-record");
        assertThat(found.withdraw("复核属实", NOW, "inspector", INVOLVED).events())
                .containsExactly(new FalseRecordWithdrawn("f1", TYPE, "t1", 2026, "复核属实", NOW));
        assertThatThrownBy(() -> found.withdraw("again", NOW, "other", INVOLVED))
                .hasMessageStartingWith("false-record-withdrawn");
    }
}
