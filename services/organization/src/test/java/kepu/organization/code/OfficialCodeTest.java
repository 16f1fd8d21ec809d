package kepu.organization.code;

import static kepu.organization.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import kepu.contracts.organization.OfficialCodeEvent.OfficialCodeCorrected;
import kepu.contracts.organization.OfficialCodeEvent.OfficialCodeGiven;
import kepu.contracts.organization.OfficialCodeEvent.OfficialCodeWithdrawn;
import kepu.organization.code.OfficialCode.Content;
import org.junit.jupiter.api.Test;

class OfficialCodeTest {
    private static final Instant ANNOUNCED = Instant.parse("2025-02-20T02:00:00Z");
    private static final LocalDate MARCH = LocalDate.of(2025, 3, 1);

    @Test
    void each_version_tells_the_code_and_its_first_day() {
        Content given = new Content("990101101", MARCH);
        OfficialCode code = new OfficialCode("c1", "990101", given, ANNOUNCED, "anna");

        assertThat(code.record().events()).containsExactly(new OfficialCodeGiven("c1", "990101101", MARCH));
        assertThat(code.correct(new Content("990101102", MARCH.plusDays(1)), ANNOUNCED, "bo")
                        .events())
                .containsExactly(new OfficialCodeCorrected("c1", "990101102", MARCH.plusDays(1), ANNOUNCED));
        assertThat(code.withdraw("误录", ANNOUNCED, "bo").events())
                .containsExactly(new OfficialCodeWithdrawn("c1", "误录", ANNOUNCED));
        assertRefused("already-withdrawn", () -> code.correct(given, ANNOUNCED, "bo"));
    }
}
