package kepu.assessment.scoring.evidence;

import java.time.Instant;
import java.util.UUID;
import kepu.assessment.scoring.values.LocalizedText;

/** An event that does not count, with the reason as a stable code and in both languages. */
public record NotCounted(UUID eventId, String type, Instant occurredAt, Reason reason, String zh, String en) {
    /** Why an event does not count. */
    public enum Reason {
        NOT_VERIFIED("尚未核实，或更正后尚未重新核实", "not verified, or not again since its correction"),
        REJECTED("核实未通过", "rejected by its verifier"),
        WITHDRAWN("已撤回", "withdrawn"),
        FALSE_RECORD("经核实为虚假记录，不计入", "confirmed to be a false record"),
        SUPERSEDED("已被更正取代", "replaced by a correction"),
        SECOND_VERIFIER_MISSING("当日超过 8 小时，尚缺第二人核实", "more than 8 hours on that day, and no second verifier yet"),
        PAID_DUTY("有偿履职，不是志愿服务", "paid duty, which is no volunteering"),
        MEMBER_GONE("该队员在考核日不是有效队员", "its member was not active on the day of reckoning"),
        SUSPENDED("队员处于暂停状态", "the member was suspended"),
        OUTSIDE_OWN_DAYS("当日不属于本单位存续期", "the unit did not exist on that day"),
        NOT_EXPECTED("单位新设时间短，不要求报送此文件", "the unit was too young for this document to be expected of it"),
        LATER_FILING("同一年度已有更早的报送", "an earlier filing for the same year counts"),
        LINK_UNKNOWN("找不到所属的定点联系", "its link is not known"),
        LINK_TOO_SHORT("该季度定点联系的有效天数不足", "its link was active on too few days of the quarter"),
        ATTENDEE_NOT_ACTIVE("部分参训者当日不是有效队员", "some attendees were not active members on that day"),
        SHORT_DAY("当日开放时间不足", "not open long enough on that day"),
        EXEMPT_WEEK("农忙豁免周", "in an exempt week"),
        WEEK_NOT_WHOLE("该周有的日子不属于本单位存续期", "the unit did not exist on every day of its week"),
        WEEK_NOT_ENDED("该周尚未结束", "its week has not ended"),
        OUTSIDE_WINDOW("不在活动期内", "outside the dates of the window"),
        WINDOW_NOT_SET("活动期尚未公布", "the dates of the window are not set"),
        VENUE_KIND_ABSENT("本单位没有该类场所", "the unit has no venue of this kind"),
        NOT_SPENT("只列预算或只到账，尚未支出", "budgeted or received only, not spent"),
        TITLE_NOT_HELD("计算日称号未命名、已到期或已撤销", "its title does not hold on the day of reckoning"),
        PROGRAMME_NOT_IN_FORCE("计算日创建示范活动不在有效期内", "the programme is not in force on the day of reckoning"),
        TRANSFERRED("已转其他单位办理", "transferred to somebody else"),
        MERGED("已并入其他问题", "merged into another one"),
        MONTH_IS_FULL("当月已计满次数", "as many as count of one month were held before"),
        CHAIN_INCOMPLETE("链条四步不全", "its chain lacks a step"),
        CHAIN_OF_ANOTHER_YEAR(
                "链条最后一步不在本年度存续期内", "the last step of its chain lies outside the unit's days of this year"),
        ARCHIVE_NOT_YET_DUE("尚未建档，期限未到", "no archive yet, and its days are not over"),
        NOT_OF_A_ROOM("督查的是单位，不是书屋", "the unit was inspected, not its reading room"),
        ARCHIVED_LATE("超过期限才归档", "filed after the days of its activity were over"),
        ORDER_CANCELLED("整改单下达有误，已撤销", "its order was issued wrongly and cancelled"),
        ORDER_PENDING(
                "整改期限未到，或按时报送的证据待复查",
                "its deadline has not passed, or evidence handed in by then awaits re-inspection"),
        NOT_YET_DUE("尚未答复或办结，期限未到", "not answered or resolved yet, and its days are not over");

        private final LocalizedText text;

        Reason(String zh, String en) {
            text = new LocalizedText(zh, en);
        }

        public LocalizedText text() {
            return text;
        }
    }
}
