package kepu.assessment.scoring.science;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.evidence.Activity;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.EmptyPolicy;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Days;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.campaigns.WindowEvent;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.campaigns.WindowEvent.WindowSet;

/** S06 三大活动: windows with an activity named for their campaign and held inside their dates, among those set. */
record CampaignWindows(List<Campaign> campaigns, EmptyPolicy empty) implements Policy {
    CampaignWindows(Parameters parameters) {
        this(parameters.some("campaigns", Campaign.class), parameters.emptyPolicy("empty"));
    }

    @Override
    public LocalizedText formula() {
        return new LocalizedText(
                "活动期内开展了冠名活动的主题活动数 ÷ 本县当年公布活动期的主题活动数(没有时" + empty.text().zh() + ")",
                "windows with an activity held inside their dates and named for their campaign ÷ windows that the county"
                        + " set for the year (none: " + empty.text().en() + ")");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        Map<Campaign, DatedEvent<WindowEvent>> windows = windows(unit);
        Map<Campaign, Integer> activities = new EnumMap<>(Campaign.class);
        for (Activity activity : Activity.of(unit, evidence)) {
            Campaign campaign = activity.campaign();
            if (campaign == null || !campaigns.contains(campaign)) {
                continue;
            }
            DatedEvent<WindowEvent> window = windows.get(campaign);
            if (window == null) {
                evidence.doesNotCount(activity.fact(), Reason.WINDOW_NOT_SET);
            } else if (days(window).contains(activity.fact().date())) {
                evidence.counts(activity.fact());
                activities.merge(campaign, 1, Integer::sum);
            } else {
                evidence.doesNotCount(activity.fact(), Reason.OUTSIDE_WINDOW);
            }
        }
        List<Map<String, Object>> list = new ArrayList<>();
        for (Campaign campaign : campaigns) {
            FormulaNumbers numbers = new FormulaNumbers().put("campaign", campaign.name());
            DatedEvent<WindowEvent> window = windows.get(campaign);
            if (window != null) {
                evidence.counts(window);
                numbers.put("from", days(window).first()).put("to", days(window).last());
            }
            list.add(numbers.put("activities", activities.getOrDefault(campaign, 0))
                    .asMap());
        }
        return PolicyResult.of(
                empty.ratio(activities.size(), windows.size()),
                new FormulaNumbers()
                        .put("held", activities.size())
                        .put("windows", windows.size())
                        .put("campaigns", list),
                evidence);
    }

    /** Dates of windows are reference data: they hold whenever they were set. */
    private Map<Campaign, DatedEvent<WindowEvent>> windows(UnitYear unit) {
        Map<Campaign, DatedEvent<WindowEvent>> windows = new EnumMap<>(Campaign.class);
        for (DatedEvent<WindowEvent> fact : unit.facts().inOrder(WindowEvent.class)) {
            switch (fact.data()) {
                case WindowSet set -> {
                    if (set.year() == unit.year() && campaigns.contains(set.campaign())) {
                        windows.merge(set.campaign(), fact, (a, b) -> a.isNewerThan(b) ? a : b);
                    }
                }
            }
        }
        return windows;
    }

    private static Days days(DatedEvent<WindowEvent> window) {
        return switch (window.data()) {
            case WindowSet set -> new Days(set.from(), set.to());
        };
    }
}
