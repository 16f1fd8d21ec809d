package kepu.contracts.campaigns;

import java.time.LocalDate;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.AppliesBelow;

/**
 * The yearly windows (三大活动) of a county: of the three campaigns, and of further ones that it adds by a key of its own. Dates
 * move by law, so they are data. Source: R21.
 */
@Family(topic = "kepu.campaigns.windows")
public sealed interface WindowEvent extends AppliesBelow {
    String windowId();

    int year();

    /** 科普宣传月, 科技活动周, 全国科普日. */
    enum Campaign {
        PUBLICITY_MONTH,
        SCIENCE_WEEK,
        SCIENCE_DAY
    }

    /** The window of a campaign in a year, both days included, for every unit below; replaces an earlier setting. */
    @WireType("kepu.campaigns.window-set.v1")
    record WindowSet(String windowId, Campaign campaign, int year, LocalDate from, LocalDate to, String theme)
            implements WindowEvent {}

    /**
     * The window of a campaign that the county added, in a year, both days included, for every unit below; replaces an earlier
     * setting.
     *
     * @param furtherCampaign its key; activities name it by that
     * @param name what people call it
     */
    @WireType("kepu.campaigns.further-window-set.v1")
    record FurtherWindowSet(
            String windowId, String furtherCampaign, String name, int year, LocalDate from, LocalDate to, String theme)
            implements WindowEvent {}

    /** The county has no such window in that year, unless it is set again. */
    @WireType("kepu.campaigns.window-cancelled.v1")
    record WindowCancelled(String windowId, int year, String reason) implements WindowEvent {}
}
