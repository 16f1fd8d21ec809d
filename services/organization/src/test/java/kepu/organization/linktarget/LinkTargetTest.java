package kepu.organization.linktarget;

import static kepu.organization.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import kepu.contracts.organization.LinkTargetEvent.Kind;
import kepu.contracts.organization.LinkTargetEvent.LinkTargetRegistered;
import kepu.contracts.organization.LinkTargetEvent.LinkTargetRetired;
import org.junit.jupiter.api.Test;

class LinkTargetTest {
    private static final Instant REGISTERED = Instant.parse("2025-01-01T00:00:00Z");

    private final LinkTarget target = new LinkTarget("t1", "990101201", Kind.BASE, "猕猴桃基地", REGISTERED);

    @Test
    void a_target_is_registered_with_its_kind() {
        var told = target.register();

        assertThat(told.occurredAt()).isEqualTo(REGISTERED);
        assertThat(told.events()).containsExactly(new LinkTargetRegistered("t1", Kind.BASE, "猕猴桃基地"));
    }

    @Test
    void a_target_is_retired_once_and_not_before_its_registration() {
        assertRefused("retirement-before-registration", () -> target.retire("停产", REGISTERED.minusMillis(1)));

        var told = target.retire("停产", REGISTERED);

        assertThat(told.events()).containsExactly(new LinkTargetRetired("t1", "停产"));
        assertThat(target.retiredAt()).isEqualTo(REGISTERED);
        assertRefused("target-already-retired", () -> target.retire("x", REGISTERED.plusSeconds(1)));
    }
}
