package kepu.assessment.scoring.evidence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.contracts.DomainEvent;
import kepu.contracts.campaigns.CampaignsDuplicateEvent;
import kepu.contracts.campaigns.ChainEvent;
import kepu.contracts.fact.DuplicateNotice;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.organization.OrganizationDuplicateEvent;
import kepu.contracts.readingrooms.ReadingRoomsDuplicateEvent;
import kepu.contracts.volunteers.VolunteersDuplicateEvent;

/** Which records look like others (疑似重复), by the newest notice of each; that changes no number, and is said beside it. */
final class ProbableDuplicates {
    private static final List<Class<? extends DuplicateNotice>> FAMILIES = List.of(
            OrganizationDuplicateEvent.class,
            VolunteersDuplicateEvent.class,
            ReadingRoomsDuplicateEvent.class,
            CampaignsDuplicateEvent.class);

    private final Map<String, DatedEvent<? extends DuplicateNotice>> newest = new HashMap<>();

    static ProbableDuplicates of(Facts facts) {
        ProbableDuplicates duplicates = new ProbableDuplicates();
        FAMILIES.forEach(family -> facts.of(family)
                .forEach(notice ->
                        duplicates.newest.merge(notice.data().recordId(), notice, (a, b) -> b.isNewerThan(a) ? b : a)));
        return duplicates;
    }

    static ProbableDuplicates none() {
        return new ProbableDuplicates();
    }

    /** Facts of the same kind that this one looks like; mostly none. */
    Set<String> like(DomainEvent fact) {
        DatedEvent<? extends DuplicateNotice> notice =
                fact instanceof FactVersion version ? newest.get(record(version)) : null;
        return notice != null && notice.data() instanceof DuplicateNotice.Suspected suspected
                ? suspected.looksLike()
                : Set.of();
    }

    /** The record that tells a fact: of the steps of a chain, the chain. */
    static String record(FactVersion version) {
        return version instanceof ChainEvent step ? step.chainId() : version.factId();
    }
}
