package kepu.assessment.scoring.science;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepu.assessment.scoring.evidence.Activity;
import kepu.assessment.scoring.evidence.CampaignWindow;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.EmptyPolicy;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.campaigns.WindowEvent.Campaign;

/** S06 三大活动: windows with an activity named for their campaign and held inside their dates, among those that the county set. */
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
        Map<String, CampaignWindow> windows = CampaignWindow.of(unit);
        windows.values().removeIf(window -> window.campaign() != null && !campaigns.contains(window.campaign()));
        Map<String, Integer> activities = new HashMap<>();
        for (Activity activity : Activity.of(unit, evidence)) {
            String named = activity.named();
            if (named == null || isLeftOut(named)) {
                continue;
            }
            CampaignWindow window = windows.get(named);
            if (window == null) {
                evidence.doesNotCount(activity.fact(), Reason.WINDOW_NOT_SET);
            } else if (window.days().contains(activity.fact().date())) {
                evidence.counts(activity.fact());
                activities.merge(named, 1, Integer::sum);
            } else {
                evidence.doesNotCount(activity.fact(), Reason.OUTSIDE_WINDOW);
            }
        }
        Set<String> listed = new LinkedHashSet<>();
        campaigns.forEach(campaign -> listed.add(campaign.name()));
        listed.addAll(windows.keySet());
        List<Map<String, Object>> list = new ArrayList<>();
        for (String named : listed) {
            FormulaNumbers numbers = new FormulaNumbers().put("campaign", named);
            CampaignWindow window = windows.get(named);
            if (window != null) {
                evidence.counts(window.fact());
                numbers.put("from", window.days().first())
                        .put("to", window.days().last());
            }
            list.add(
                    numbers.put("activities", activities.getOrDefault(named, 0)).asMap());
        }
        return PolicyResult.of(
                empty.ratio(activities.size(), windows.size()),
                new FormulaNumbers()
                        .put("held", activities.size())
                        .put("windows", windows.size())
                        .put("campaigns", list),
                evidence);
    }

    /** One of the three that this scheme does not ask for; what a county adds, it asks for. */
    private boolean isLeftOut(String named) {
        return Arrays.stream(Campaign.values())
                .anyMatch(campaign -> campaign.name().equals(named) && !campaigns.contains(campaign));
    }
}
