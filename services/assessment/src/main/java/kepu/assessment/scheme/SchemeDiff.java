package kepu.assessment.scheme;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import kepu.assessment.scoring.scheme.Indicator;
import kepu.assessment.scoring.scheme.Indicator.ClassTargets;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.supervision.OverdueOrders;
import kepu.assessment.scoring.values.LocalizedText;
import org.jspecify.annotations.Nullable;

/** What has changed from one scheme to another, in sentences (方案对比). */
final class SchemeDiff {
    private final List<LocalizedText> sentences = new ArrayList<>();

    private SchemeDiff() {}

    /** Nothing, if both are alike but for id and version. */
    static List<LocalizedText> between(Scheme before, Scheme after) {
        SchemeDiff diff = new SchemeDiff();
        diff.changed("名称", "the name", before.name().zh(), after.name().zh());
        diff.changed("考核对象", "whom it is for", before.appliesTo(), after.appliesTo());
        diff.changed("综合分中党建所占比例", "what track P makes of the composite", before.partyShare(), after.partyShare());
        diff.changed(
                "优秀分数线",
                "the least of 优秀",
                before.bands().excellent(),
                after.bands().excellent());
        diff.changed(
                "良好分数线", "the least of 良好", before.bands().good(), after.bands().good());
        diff.changed(
                "合格分数线", "the least of 合格", before.bands().pass(), after.bands().pass());
        diff.changed(
                "优秀比例",
                "the share of 优秀",
                before.ranks().excellentShare(),
                after.ranks().excellentShare());
        diff.changed(
                "不参加排名的月数",
                "months without a rank",
                before.ranks().youngMonths(),
                after.ranks().youngMonths());
        diff.changed("加分", "the bonus", bonus(before), bonus(after));
        diff.changed("逾期整改扣分", "what an overdue order takes", overdue(before), overdue(after));
        diff.changed("督查扣分", "what supervision takes", supervision(before), supervision(after));
        Map<String, Indicator> were = byCode(before);
        Map<String, Indicator> are = byCode(after);
        were.forEach((code, one) -> {
            if (!are.containsKey(code)) {
                diff.say(
                        "取消指标 " + label(one).zh() + "（权重 " + one.weight().toPlainString() + "）",
                        "indicator " + label(one).en() + " is gone (weight "
                                + one.weight().toPlainString() + ")");
            }
        });
        are.forEach((code, one) -> {
            Indicator was = were.get(code);
            if (was == null) {
                diff.say(
                        "新增指标 " + label(one).zh() + "（权重 " + one.weight().toPlainString() + "）",
                        "indicator " + label(one).en() + " is new (weight "
                                + one.weight().toPlainString() + ")");
            } else {
                diff.indicator(was, one);
            }
        });
        return List.copyOf(diff.sentences);
    }

    private void indicator(Indicator was, Indicator is) {
        LocalizedText label = label(is);
        changed(
                label.zh() + "：名称",
                label.en() + ": the name",
                was.name().zh(),
                is.name().zh());
        changed(
                label.zh() + "：考核内容",
                label.en() + ": the measure",
                was.measure().zh(),
                is.measure().zh());
        changed(label.zh() + "：所属类别", label.en() + ": the track", was.track(), is.track());
        changed(label.zh() + "：权重", label.en() + ": the weight", was.weight(), is.weight());
        changed(label.zh() + "：计分办法", label.en() + ": the policy", was.policy(), is.policy());
        parameters(label, is.policy(), was.parameters(), is.parameters());
        Map<String, ClassTargets> theirs = byClass(was);
        Map<String, ClassTargets> now = byClass(is);
        Set<String> classes = new LinkedHashSet<>(theirs.keySet());
        classes.addAll(now.keySet());
        for (String one : classes) {
            LocalizedText of =
                    new LocalizedText(label.zh() + "（" + one + " 类村）", label.en() + " (villages of class " + one + ")");
            parameters(of, is.policy(), parametersOf(theirs.get(one)), parametersOf(now.get(one)));
        }
    }

    private void parameters(LocalizedText label, String policy, Map<String, Object> were, Map<String, Object> are) {
        Set<String> names = new LinkedHashSet<>(were.keySet());
        names.addAll(are.keySet());
        for (String name : names) {
            LocalizedText words = ParameterWords.of(policy, name).name();
            changed(label.zh() + "：" + words.zh(), label.en() + ": " + words.en(), were.get(name), are.get(name));
        }
    }

    private void changed(String zh, String en, @Nullable Object was, @Nullable Object is) {
        String before = text(was);
        String after = text(is);
        if (!before.equals(after)) {
            say(
                    zh + "由 " + (before.isEmpty() ? "（无）" : before) + " 改为 " + (after.isEmpty() ? "（无）" : after),
                    en + " was " + (before.isEmpty() ? "none" : before) + " and is "
                            + (after.isEmpty() ? "none" : after));
        }
    }

    private void say(String zh, String en) {
        sentences.add(new LocalizedText(zh, en));
    }

    /** 2 and 2.0 are the same. */
    private static String text(@Nullable Object value) {
        return value instanceof BigDecimal number
                ? number.stripTrailingZeros().toPlainString()
                : Objects.toString(value, "");
    }

    private static String bonus(Scheme scheme) {
        Scheme.Bonus bonus = scheme.bonus();
        return bonus == null
                ? ""
                : text(bonus.township()) + "/" + text(bonus.county()) + "/" + text(bonus.province()) + " ≤ "
                        + text(bonus.most());
    }

    private static String overdue(Scheme scheme) {
        OverdueOrders orders = scheme.overdueOrders();
        return orders == null
                ? ""
                : text(orders.first()) + " + " + text(orders.furtherWeek()) + " ≤ " + text(orders.most());
    }

    private static String supervision(Scheme scheme) {
        Scheme.Supervision is = scheme.supervision();
        return is == null ? "" : text(is.criticism()) + "/" + text(is.falseRecord()) + ", ≤ " + text(is.vetoCap());
    }

    private static LocalizedText label(Indicator one) {
        return new LocalizedText(
                one.code() + " " + one.name().zh(),
                one.code() + " " + one.name().en());
    }

    private static Map<String, Indicator> byCode(Scheme scheme) {
        return scheme.indicators().stream()
                .collect(Collectors.toMap(Indicator::code, Function.identity(), (a, _) -> a, LinkedHashMap::new));
    }

    private static Map<String, ClassTargets> byClass(Indicator one) {
        return one.targetsByClass().stream()
                .collect(Collectors.toMap(
                        other -> other.villageClass().name(), Function.identity(), (a, _) -> a, LinkedHashMap::new));
    }

    private static Map<String, Object> parametersOf(@Nullable ClassTargets targets) {
        return targets == null ? Map.of() : targets.parameters();
    }
}
