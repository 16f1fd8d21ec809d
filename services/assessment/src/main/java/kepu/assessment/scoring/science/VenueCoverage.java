package kepu.assessment.scoring.science;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import kepu.assessment.scoring.evidence.Activity;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.EmptyPolicy;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.contracts.organization.UnitEvent.VenueKindsDeclared;

/** S07 五进: kinds of venue with an activity, among those that the unit has. */
record VenueCoverage(EmptyPolicy empty) implements Policy {
    VenueCoverage(Parameters parameters) {
        this(parameters.emptyPolicy("empty"));
    }

    @Override
    public LocalizedText formula() {
        return new LocalizedText(
                "开展过活动的场所类别数 ÷ 本单位现有场所类别数(没有时" + empty.text().zh() + ")",
                "venue kinds with an activity ÷ venue kinds that the unit has (none: "
                        + empty.text().en() + ")");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        Set<VenueKind> present = EnumSet.noneOf(VenueKind.class);
        DatedEvent<UnitEvent> declared = unit.latest(VenueKindsDeclared.class);
        if (declared != null) {
            present.addAll(((VenueKindsDeclared) declared.data()).venueKinds());
            evidence.counts(declared);
        }
        Map<VenueKind, Integer> activities = new EnumMap<>(VenueKind.class);
        for (Activity activity : Activity.of(unit, evidence)) {
            if (present.contains(activity.venueKind())) {
                activities.merge(activity.venueKind(), 1, Integer::sum);
                evidence.counts(activity.fact());
            } else {
                evidence.doesNotCount(activity.fact(), Reason.VENUE_KIND_ABSENT);
            }
        }
        return PolicyResult.of(
                empty.ratio(activities.size(), present.size()),
                new FormulaNumbers()
                        .put("covered", activities.size())
                        .put("present", present.size())
                        .put(
                                "venueKinds",
                                present.stream()
                                        .map(kind -> new FormulaNumbers()
                                                .put("venueKind", kind.name())
                                                .put("activities", activities.getOrDefault(kind, 0))
                                                .asMap())
                                        .toList()),
                evidence);
    }
}
