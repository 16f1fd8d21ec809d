package kepu.assessment.scoring.card;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import org.jspecify.annotations.Nullable;

/** What an indicator came to, in one sentence that a village secretary understands. */
public final class PlainSentence {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final int DECIMALS = 2;

    /** By name of the policy; {@code {x}} is the number {@code x} of the formula, of a list how many it has. */
    private static final Map<String, LocalizedText> TEMPLATES = Map.ofEntries(
            byDays("leading-group-days", "领导小组人员齐备", "the leading group was complete"),
            byDays("team-strength", "队伍人数达到 {target} 人", "the team had {target} members"),
            byDays("linked-members", "队员都有定点联系", "all members had a fixed link"),
            byDays("station-days", "科普站开放", "the station was open"),
            byDays("officer-days", "宣传员在岗", "the publicity officer was in post"),
            of("filing-dates", "计划和总结：{documents}", "plan and summary: {documents}"),
            of(
                    "visited-link-quarters",
                    "{linkQuarters} 个联系季度中有 {visited} 个走访并经核实",
                    "{visited} of {linkQuarters} link-quarters had a verified visit"),
            of(
                    "training-sessions",
                    "已培训 {sessions} 次，目标 {target} 次；{kinds} 类；应到 {expected} 人次，实到 {attended} 人次",
                    "{sessions} trainings of {target}, of {kinds} kinds, attended by {attended} of {expected}"),
            of(
                    "board-updates",
                    "已更新 {updateDays} 天，目标 {target} 天；超过 {gapDays} 天没有更新的有 {gaps} 次",
                    "{updateDays} days with an update of {target}; {gaps} gaps longer than {gapDays} days"),
            of(
                    "archive-completeness",
                    "按期建档 {inTime} 场，迟建 {late} 场，逾期未建 {overdue} 场，期限未到 {notYetDue} 场",
                    "archives of activities: {inTime} in time, {late} late, {overdue} overdue, {notYetDue} not yet due"),
            of(
                    "funding-per-resident",
                    "已支出 {spentYuan} 元，常住 {residents} 人，目标人均 {yuanPerResident} 元",
                    "{spentYuan} yuan spent for {residents} residents; the target is {yuanPerResident} yuan each"),
            of(
                    "demonstration-titles",
                    "有效的示范村称号 {villageTitle} 个，示范户 {households} 户",
                    "{villageTitle} village titles and {households} households hold"),
            of("township-title", "有效的示范乡镇称号 {townshipTitle} 个", "{townshipTitle} township titles hold"),
            of(
                    "research-results",
                    "调研完成 {completed} 项，采纳 {adopted} 项",
                    "{completed} researches completed, {adopted} adopted"),
            of(
                    "orders-closed-on-time",
                    "整改单按期销号 {onTime} 张，迟办 {closedLate} 张，逾期未办 {overdue} 张，办理中 {pending} 张",
                    "orders closed in time: {onTime}, late: {closedLate}, overdue: {overdue}, under way: {pending}"),
            of(
                    "room-inspections",
                    "书屋督查 {inspections} 次，得分合计 {sum}，每次满分 {fullScore}",
                    "{inspections} inspections of the room with {sum} points together, {fullScore} each at most"),
            of("published-practices", "已发布 {published} 项，目标 {target} 项", "{published} practices published of {target}"),
            of(
                    "open-weeks",
                    "已过的 {judgedWeeks} 周中有 {goodWeeks} 周开放达标",
                    "{goodWeeks} of {judgedWeeks} weeks were good ones"),
            of(
                    "stock-renewal",
                    "在藏 {titlesInStock} 种，目标 {titles} 种；新增 {firstAdded} 种，目标 {newTitlesTarget} 种",
                    "{titlesInStock} titles in stock of {titles}; {firstAdded} new ones of {newTitlesTarget}"),
            of("reader-reach", "读者 {readers} 人，常住 {residents} 人", "{readers} readers among {residents} residents"),
            of("distance-education", "已计 {counted} 次，目标 {target} 次", "{counted} sessions count of {target}"),
            of("campaign-windows", "{windows} 个活动期中有 {held} 个开展了活动", "an activity in {held} of {windows} windows"),
            of(
                    "venue-coverage",
                    "{present} 类场所中有 {covered} 类开展了活动",
                    "activities at {covered} of {present} venue kinds"),
            of(
                    "complete-chains",
                    "完整链条 {completeChains} 条，目标 {target} 条",
                    "{completeChains} complete chains of {target}"),
            of(
                    "participation",
                    "参与 {personTimes} 人次，计入 {countedPersonTimes} 人次；常住 {residents} 人",
                    "{personTimes} person-times, {countedPersonTimes} of them count, among {residents} residents"),
            of(
                    "service-hours",
                    "有效队员 {members} 人，服务时长达标程度合计 {sum} 人",
                    "{members} members, whose hours come to the target of {sum} of them"),
            of(
                    "answers-in-time",
                    "按期 {inTime} 件，迟办 {late} 件，逾期未办 {overdue} 件，期限未到 {notYetDue} 件",
                    "{inTime} in time, {late} late, {overdue} overdue, {notYetDue} not yet due"));

    private PlainSentence() {}

    private static Map.Entry<String, LocalizedText> of(String policy, String zh, String en) {
        return Map.entry(policy, new LocalizedText(zh, en));
    }

    private static Map.Entry<String, LocalizedText> byDays(String policy, String zh, String en) {
        return of(
                policy,
                "已过 {elapsedDays} 天中，“" + zh + "”折合 {sumOfDailyRatios} 天",
                "of {elapsedDays} days, " + en + " for what comes to {sumOfDailyRatios}");
    }

    /** Name, what there is, and points; of one that is left out why. */
    public static LocalizedText of(IndicatorResult result) {
        BigDecimal points = result.points();
        String weight = result.effectiveWeight();
        if (points == null || weight == null) {
            return new LocalizedText(
                    result.name().zh() + "：" + result.verdict().zh() + "。",
                    result.name().en() + ": " + result.verdict().en() + ".");
        }
        LocalizedText template = TEMPLATES.get(result.policy());
        String zh = template == null ? null : filled(template.zh(), result.numbers(), LocalizedText::zh);
        String en = template == null ? null : filled(template.en(), result.numbers(), LocalizedText::en);
        String full = decimal(weight);
        String got = points.setScale(DECIMALS, RoundingMode.HALF_UP).toPlainString();
        return new LocalizedText(
                result.name().zh() + "：" + (zh == null ? "" : zh + "；") + "得 " + got + " 分，满分 " + full + " 分。",
                result.name().en() + ": " + (en == null ? "" : en + "; ") + got + " of " + full + " points.");
    }

    /** Null if a number is missing, as of a formula that changed. */
    private static @Nullable String filled(
            String template, Map<String, Object> numbers, Function<LocalizedText, String> language) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            Object number = numbers.get(matcher.group(1));
            if (number == null) {
                return null;
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(text(number, language)));
        }
        return matcher.appendTail(filled).toString();
    }

    private static String text(Object number, Function<LocalizedText, String> language) {
        return switch (number) {
            case Collection<?> list
            when list.stream().anyMatch(PlainSentence::hasState) ->
                list.stream()
                        .filter(PlainSentence::hasState)
                        .map(one -> language.apply(state(((Map<?, ?>) one).get("state"))))
                        .collect(Collectors.joining(language.apply(new LocalizedText("、", ", "))));
            case Collection<?> list -> Integer.toString(list.size());
            case String fraction when fraction.contains("/") -> decimal(fraction);
            default -> number.toString();
        };
    }

    private static boolean hasState(Object one) {
        return one instanceof Map<?, ?> map && map.containsKey("state");
    }

    /** Of a document. */
    private static LocalizedText state(@Nullable Object state) {
        return switch (String.valueOf(state)) {
            case "ON_TIME" -> new LocalizedText("按期报送", "filed in time");
            case "LATE" -> new LocalizedText("逾期报送", "filed late");
            case "OVERDUE" -> new LocalizedText("逾期未报", "overdue");
            case "NOT_YET_DUE" -> new LocalizedText("未到期", "not yet due");
            default -> new LocalizedText("不要求", "not expected");
        };
    }

    /** Of an exact fraction, for reading. */
    private static String decimal(String fraction) {
        BigDecimal value = Fractions.parse(fraction).bigDecimalValue(DECIMALS, RoundingMode.HALF_UP);
        return (value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros()).toPlainString();
    }
}
