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
    private static final Set<String> RECORDERS = Set.of("recorder", "corrector");
    private static final String TYPE = "kepu.volunteers.training-held.v1";

    private static FalseRecord markedBy(String actor) {
        FalseRecord.Record record = new FalseRecord.Record(TYPE, "t1", "e1", "recorder", 2026);
        return new FalseRecord("f1", "V1", record, "当日无人到场", NOW, actor);
    }

    @Test
    void it_is_confirmed_by_somebody_who_neither_found_nor_recorded_it() {
        FalseRecord found = markedBy("inspector");
        assertThat(found.mark().events())
                .containsExactly(new FalseRecordMarked("f1", TYPE, "t1", "e1", 2026, "当日无人到场"));
        assertThatThrownBy(() -> found.confirm(NOW, "inspector", RECORDERS)).hasMessageStartingWith("own-record");
        assertThatThrownBy(() -> found.confirm(NOW, "recorder", RECORDERS)).hasMessageStartingWith("own-record");
        assertThatThrownBy(() -> found.confirm(NOW, "corrector", RECORDERS)).hasMessageStartingWith("own-record");
        assertThat(found.confirm(NOW, "other", RECORDERS).events())
                .containsExactly(new FalseRecordConfirmed("f1", TYPE, "t1", "e1", 2026));
        assertThatThrownBy(() -> found.confirm(NOW, "third", RECORDERS))
                .hasMessageStartingWith("false-record-not-to-be-confirmed");
    }

    @Test
    void nobody_finds_their_own_record_false_and_nobody_clears_it() {
        assertThatThrownBy(() -> markedBy("recorder").mark()).hasMessageStartingWith("own-record");
        FalseRecord found = markedBy("inspector");
        found.confirm(NOW, "other", RECORDERS);
        assertThatThrownBy(() -> found.withdraw("属实", NOW, "recorder", RECORDERS))
                .hasMessageStartingWith("own-record");
        assertThatThrownBy(() -> found.withdraw("属实", NOW, "corrector", RECORDERS))
                .hasMessageStartingWith("own-record");
        assertThat(found.withdraw("复核属实", NOW, "inspector", RECORDERS).events())
                .containsExactly(new FalseRecordWithdrawn("f1", TYPE, "t1", 2026, "复核属实", NOW));
        assertThatThrownBy(() -> found.withdraw("again", NOW, "other", RECORDERS))
                .hasMessageStartingWith("false-record-withdrawn");
    }
}
