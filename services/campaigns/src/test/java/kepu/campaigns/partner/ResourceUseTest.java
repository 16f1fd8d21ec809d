package kepu.campaigns.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import kepu.contracts.campaigns.ContributionEvent;
import kepu.contracts.campaigns.ContributionEvent.ContributionCorrected;
import kepu.contracts.campaigns.ContributionEvent.ContributionMade;
import kepu.contracts.campaigns.ContributionEvent.ContributionWithdrawn;
import kepu.contracts.campaigns.PartnerEvent;
import kepu.contracts.campaigns.PartnerEvent.PartnerCorrected;
import kepu.contracts.campaigns.PartnerEvent.PartnerRegistered;
import kepu.contracts.campaigns.PartnerEvent.PartnerWithdrawn;
import kepu.contracts.campaigns.ResourceUseEvent.ResourceUseCorrected;
import kepu.contracts.campaigns.ResourceUseEvent.ResourceUseWithdrawn;
import kepu.contracts.campaigns.ResourceUseEvent.ResourceUsed;
import org.junit.jupiter.api.Test;

class ResourceUseTest {
    private static final Instant MARCH = Instant.parse("2026-03-05T02:00:00Z");
    private static final Instant MAY = Instant.parse("2026-05-05T02:00:00Z");
    private static final String TOWNSHIP = "990101201";

    @Test
    void a_partner_is_registered_corrected_and_withdrawn() {
        Partner.Content institute = new Partner.Content(PartnerEvent.Kind.INSTITUTE, "农科所");
        Partner partner = new Partner("p1", TOWNSHIP, institute, MARCH, "clerk-1");
        assertThat(partner.record().events())
                .containsExactly(new PartnerRegistered("p1", PartnerEvent.Kind.INSTITUTE, "农科所"));
        Partner.Content hospital = new Partner.Content(PartnerEvent.Kind.HOSPITAL, "县医院");
        assertThat(partner.correct(hospital, MAY, "clerk-1").events())
                .containsExactly(new PartnerCorrected("p1", PartnerEvent.Kind.HOSPITAL, "县医院", MARCH));
        assertThat(partner.withdraw("误录", MAY, "clerk-1").events())
                .containsExactly(new PartnerWithdrawn("p1", "误录", MAY));
    }

    @Test
    void a_contribution_is_made_corrected_and_withdrawn() {
        Contribution.Content leaflets = new Contribution.Content("p1", ContributionEvent.Kind.MATERIALS, "图册");
        Contribution contribution = new Contribution("c1", TOWNSHIP, leaflets, MARCH, "clerk-1");
        assertThat(contribution.record().events())
                .containsExactly(new ContributionMade("c1", "p1", ContributionEvent.Kind.MATERIALS, "图册"));
        Contribution.Content experts = new Contribution.Content("p1", ContributionEvent.Kind.EXPERTS, "讲师团");
        assertThat(contribution.correct(experts, MAY, "clerk-1").events())
                .containsExactly(new ContributionCorrected("c1", "p1", ContributionEvent.Kind.EXPERTS, "讲师团", MARCH));
        assertThat(contribution.withdraw("误录", MAY, "clerk-1").events())
                .containsExactly(new ContributionWithdrawn("c1", "误录", MAY));
    }

    @Test
    void what_was_handed_out_is_recorded_corrected_and_withdrawn() {
        ResourceUse.Content own = new ResourceUse.Content("a1", "明白纸", 120, null);
        ResourceUse use = new ResourceUse("u1", "990101201201", own, MARCH, "leader-1");
        assertThat(use.record().events()).containsExactly(new ResourceUsed("u1", "a1", "明白纸", 120, null));
        ResourceUse.Content contributed = new ResourceUse.Content("a1", "图册", 80, "c1");
        assertThat(use.correct(contributed, MAY, "leader-1").events())
                .containsExactly(new ResourceUseCorrected("u1", "a1", "图册", 80, "c1", MARCH));
        assertThat(use.withdraw("未发放", MAY, "leader-1").events())
                .containsExactly(new ResourceUseWithdrawn("u1", "未发放", MAY));
    }

    @Test
    void two_uses_look_the_same_by_what_was_used_where_however_many_copies() {
        ResourceUse.Content some = new ResourceUse.Content("a1", "明白纸", 120, null);
        ResourceUse use = new ResourceUse("u1", "990101201201", some, MARCH, "leader-1");
        assertThat(use.likeness(new ResourceUse.Content("a1", "明白纸", 80, "c1"))).isEqualTo(use.likeness(some));
        assertThat(use.likeness(new ResourceUse.Content("a2", "明白纸", 120, null)))
                .isNotEqualTo(use.likeness(some));
    }
}
