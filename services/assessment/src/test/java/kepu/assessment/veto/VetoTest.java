package kepu.assessment.veto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import kepu.contracts.assessment.VetoEvent.VetoApproved;
import kepu.contracts.assessment.VetoEvent.VetoImposed;
import kepu.contracts.assessment.VetoEvent.VetoProposed;
import kepu.contracts.assessment.VetoEvent.VetoWithdrawn;
import org.junit.jupiter.api.Test;

class VetoTest {
    private static final Instant NOW = Instant.parse("2026-03-05T02:00:00Z");

    private final Veto veto = new Veto("v1", "V1", 2026, "《条例》第十二条", "责任事故", NOW, "proposer");

    @Test
    void it_is_imposed_by_the_second_of_two_people_beside_its_proposer() {
        assertThat(veto.propose().events()).containsExactly(new VetoProposed("v1", 2026, "《条例》第十二条", "责任事故"));
        assertThatThrownBy(() -> veto.approve(NOW, "proposer")).hasMessageStartingWith("own-record");
        assertThat(veto.approve(NOW, "first").events()).containsExactly(new VetoApproved("v1", 2026));
        assertThatThrownBy(() -> veto.approve(NOW, "first")).hasMessageStartingWith("veto-approved-by-same-person");
        assertThatThrownBy(() -> veto.approve(NOW, "proposer")).hasMessageStartingWith("own-record");
        assertThat(veto.state()).isEqualTo(Veto.State.PROPOSED);
        assertThat(veto.approve(NOW, "second").events())
                .containsExactly(new VetoImposed("v1", 2026, "《条例》第十二条", "责任事故"));
        assertThatThrownBy(() -> veto.approve(NOW, "third")).hasMessageStartingWith("veto-not-to-be-approved");
    }

    @Test
    void it_may_be_withdrawn_once_before_and_after_it_is_imposed() {
        veto.approve(NOW, "first");
        veto.approve(NOW, "second");
        assertThat(veto.withdraw("责任认定变更", NOW).events()).containsExactly(new VetoWithdrawn("v1", 2026, "责任认定变更", NOW));
        assertThatThrownBy(() -> veto.withdraw("again", NOW)).hasMessageStartingWith("veto-withdrawn");
        assertThatThrownBy(() -> veto.approve(NOW, "third")).hasMessageStartingWith("veto-not-to-be-approved");
    }
}
