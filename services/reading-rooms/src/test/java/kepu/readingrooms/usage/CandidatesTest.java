package kepu.readingrooms.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import kepu.contracts.readingrooms.EffectEvent.EffectCorrected;
import kepu.contracts.readingrooms.EffectEvent.EffectVerified;
import kepu.contracts.readingrooms.EffectEvent.Kind;
import kepu.contracts.readingrooms.RoomEvent.Level;
import kepu.defaults.Rejection;
import kepu.readingrooms.usage.UsageReports.Candidate;
import kepu.readingrooms.usage.UsageReports.Figure;
import kepu.readingrooms.usage.UsageReports.RoomReport;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    private static final Instant MAY = Instant.parse("2025-05-01T00:00:00Z");
    private static final Figure NONE = new Figure(0, List.of());
    private static final Effect.Content MORE_RICE = new Effect.Content("room", Kind.PRODUCTION, "增产", "按书种稻", 12);

    private final Effect effect = new Effect("e1", "v", MORE_RICE, MAY, "keeper-1");

    private static RoomReport room(String id, int volume, int effects, int beneficiaries) {
        Figure shown = new Figure(effects, Collections.nCopies(effects, "e-" + id));
        return new RoomReport(
                id, "v", id, Level.VILLAGE, 2025, volume, NONE, NONE, NONE, NONE, NONE, NONE, 0, shown, beneficiaries);
    }

    @Test
    void on_the_short_list_is_a_room_with_volume_and_a_demonstrated_effect_and_with_neither_alone() {
        List<Candidate> candidates = UsageReports.candidates(
                List.of(room("a", 900, 0, 0), room("b", 500, 1, 30), room("c", 500, 2, 80), room("d", 0, 1, 90)));

        assertThat(candidates).extracting(Candidate::roomId).containsExactly("b", "c");
        assertThat(candidates).extracting(Candidate::placeByVolume).containsExactly(2, 2);
        assertThat(candidates).extracting(Candidate::placeByEffect).containsExactly(3, 2);
        assertThat(candidates.getLast().effects()).containsExactly("e-c", "e-c");
    }

    @Test
    void an_effect_is_verified_by_somebody_else_and_again_after_a_correction() {
        effect.record();
        refused("own-record", "keeper-1", MAY);
        refused("verified-before-effect", "clerk-1", MAY.minusMillis(1));
        assertThat(effect.verify("clerk-1", "实地看过", MAY).events())
                .containsExactly(new EffectVerified("e1", "clerk-1", "实地看过"));
        refused("effect-verified", "clerk-2", MAY);
        assertThat(effect.correct(MORE_RICE, MAY, "clerk-2").events())
                .containsExactly(new EffectCorrected("e1", "room", Kind.PRODUCTION, 12, MAY));
        assertThat(effect.state()).isEqualTo(Effect.State.UNVERIFIED);
        refused("own-record", "clerk-2", MAY);
    }

    private void refused(String code, String by, Instant at) {
        assertThatThrownBy(() -> effect.verify(by, "看过", at))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
