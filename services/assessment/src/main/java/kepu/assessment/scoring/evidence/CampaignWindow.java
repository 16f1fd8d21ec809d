package kepu.assessment.scoring.evidence;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Days;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.campaigns.WindowEvent;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.campaigns.WindowEvent.FurtherWindowSet;
import kepu.contracts.campaigns.WindowEvent.WindowCancelled;
import kepu.contracts.campaigns.WindowEvent.WindowSet;
import org.jspecify.annotations.Nullable;

/**
 * A window (活动期) that the unit's county set for the year.
 *
 * @param named what an activity in it is named for: the name of one of the three campaigns, or the key of a further one
 * @param campaign null for a further one
 */
public record CampaignWindow(
        DatedEvent<WindowEvent> fact,
        String named,
        @Nullable Campaign campaign,
        Days days,
        LocalizedText title) {

    /** By what activities are named for; dates of windows are reference data: they hold whenever they were set. */
    public static Map<String, CampaignWindow> of(UnitYear unit) {
        Map<String, DatedEvent<WindowEvent>> newest = new HashMap<>();
        for (DatedEvent<WindowEvent> fact : unit.facts().inOrder(WindowEvent.class)) {
            if (fact.data().year() == unit.year()) {
                newest.merge(fact.data().windowId(), fact, (a, b) -> a.isNewerThan(b) ? a : b);
            }
        }
        Map<String, CampaignWindow> windows = new TreeMap<>();
        for (DatedEvent<WindowEvent> fact : newest.values()) {
            CampaignWindow window = stated(fact);
            if (window != null) {
                windows.put(window.named(), window);
            }
        }
        return windows;
    }

    private static @Nullable CampaignWindow stated(DatedEvent<WindowEvent> fact) {
        return switch (fact.data()) {
            case WindowSet set ->
                new CampaignWindow(
                        fact,
                        set.campaign().name(),
                        set.campaign(),
                        new Days(set.from(), set.to()),
                        title(set.campaign()));
            case FurtherWindowSet set ->
                new CampaignWindow(
                        fact,
                        set.furtherCampaign(),
                        null,
                        new Days(set.from(), set.to()),
                        new LocalizedText(set.name(), set.name()));
            case WindowCancelled _ -> null;
        };
    }

    private static LocalizedText title(Campaign campaign) {
        return switch (campaign) {
            case PUBLICITY_MONTH -> new LocalizedText("科普宣传月", "publicity month");
            case SCIENCE_WEEK -> new LocalizedText("科技活动周", "science week");
            case SCIENCE_DAY -> new LocalizedText("全国科普日", "national science popularisation day");
        };
    }
}
