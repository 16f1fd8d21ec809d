package kepu.assessment.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import kepu.assessment.scoring.integrity.IntegrityFlag;
import kepu.assessment.scoring.integrity.IntegrityFlag.Kind;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.DomainEvent;
import kepu.contracts.assessment.IntegrityCaseEvent.Finding;
import kepu.contracts.assessment.IntegrityCaseEvent.IntegrityCaseClosed;
import kepu.contracts.assessment.IntegrityCaseEvent.IntegrityCaseLapsed;
import kepu.contracts.assessment.IntegrityCaseEvent.IntegrityCaseOpened;
import kepu.defaults.Rejection;
import kepu.defaults.store.DomainEvents;
import org.junit.jupiter.api.Test;

class IntegrityCaseTest {
    private static final String UNIT = "510182101201";
    private static final Instant NOW = Instant.parse("2026-05-01T01:00:00Z");
    private static final UUID FIRST = new UUID(1, 1);

    private final IntegrityFlag flag = flag(FIRST);
    private final IntegrityCase one = IntegrityCase.of(UNIT, 2026, flag);

    private static IntegrityFlag flag(UUID... events) {
        return new IntegrityFlag(
                Kind.OVERLAP,
                Instant.parse("2026-03-02T01:00:00Z"),
                new LocalizedText("同时", "at once"),
                Map.of(),
                List.of(events),
                new TreeSet<>(Set.of("p-recorder")));
    }

    private static List<DomainEvent> told(DomainEvents raised) {
        return raised.events();
    }

    @Test
    void a_flag_opens_one_case_however_often_it_is_seen_and_however_it_grows() {
        assertThat(told(one.seen(flag, NOW)))
                .containsExactly(new IntegrityCaseOpened(one.id(), 2026, "OVERLAP", Set.of(FIRST.toString())));
        assertThat(told(one.seen(flag, NOW))).isEmpty();

        IntegrityFlag grown = flag(FIRST, new UUID(1, 2));
        assertThat(IntegrityCase.id(UNIT, 2026, grown)).isEqualTo(one.id());
        assertThat(told(one.seen(grown, NOW))).isEmpty();
        assertThat(IntegrityCase.id(UNIT, 2025, flag)).isNotEqualTo(one.id());
    }

    @Test
    void what_the_facts_no_longer_show_lapses_and_is_opened_again_if_they_show_it_again() {
        one.seen(flag, NOW);

        assertThat(told(one.unseen(NOW))).containsExactly(new IntegrityCaseLapsed(one.id()));
        assertThat(told(one.unseen(NOW))).isEmpty();
        assertThat(one.state()).isEqualTo(IntegrityCase.State.LAPSED);
        assertThat(told(one.seen(flag, NOW))).hasSize(1);
        assertThat(one.state()).isEqualTo(IntegrityCase.State.OPEN);
    }

    @Test
    void nobody_closes_it_before_what_it_is_about_happened() {
        one.seen(flag, NOW);
        assertThatThrownBy(() -> one.close(Finding.INNOCENT, "两场相邻", flag.at().minusMillis(1), "p-inspector", Set.of()))
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo("case-closed-before-event"));
        assertThat(told(one.close(Finding.INNOCENT, "两场相邻", flag.at(), "p-inspector", Set.of())))
                .hasSize(1);
    }

    @Test
    void an_inspector_closes_it_and_it_stays_closed_whatever_the_radar_sees() {
        one.seen(flag, NOW);

        assertThat(told(one.close(Finding.INNOCENT, "两场相邻", NOW, "p-inspector", Set.of())))
                .containsExactly(new IntegrityCaseClosed(one.id(), Finding.INNOCENT, "两场相邻"));

        assertThat(told(one.seen(flag, NOW))).isEmpty();
        assertThat(told(one.unseen(NOW))).isEmpty();
        assertThatThrownBy(() -> one.close(Finding.INNOCENT, "再次", NOW, "p-inspector", Set.of()))
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo("case-not-open"));
    }

    @Test
    void nobody_looks_into_what_they_recorded_themselves() {
        one.seen(flag, NOW);

        assertThatThrownBy(() -> one.close(Finding.INNOCENT, "没有问题", NOW, "p-recorder", Set.of()))
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo("own-record"));
        assertThat(one.state()).isEqualTo(IntegrityCase.State.OPEN);
    }

    @Test
    void nobody_looks_into_what_came_to_light_of_their_own_since_it_was_opened() {
        one.seen(flag, NOW);

        assertThatThrownBy(() -> one.close(Finding.INNOCENT, "没有问题", NOW, "p-verifier", Set.of("p-verifier")))
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo("own-record"));
    }
}
