package kepu.contracts.campaigns;

import java.time.LocalDate;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.AppliesBelow;

/** The three yearly windows (三大活动) of a county; dates move by law, so they are data. Source: R21. */
@Family(topic = "kepu.campaigns.windows")
public sealed interface WindowEvent extends AppliesBelow {
    String windowId();

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
}
