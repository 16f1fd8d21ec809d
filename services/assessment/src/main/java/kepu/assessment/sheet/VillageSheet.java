package kepu.assessment.sheet;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kepu.assessment.scoring.advice.Proposal;
import kepu.assessment.scoring.advice.Step;
import kepu.assessment.scoring.card.Adjustment;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.card.PlainSentence;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.evidence.NotCounted;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.Track;
import kepu.contracts.assessment.ScorecardEvent.Band;
import org.springframework.web.util.HtmlUtils;

/**
 * One page of HTML in one language that can be printed as it is. Whatever a person wrote stands in it as text.
 *
 * @param name of the village
 * @param quota whether the scheme has a quota for 优秀, which only a ranking applies
 * @param advice best first
 */
public record VillageSheet(String name, Scorecard card, boolean quota, List<Proposal> advice, boolean english) {
    public static final String MEDIA_TYPE = "text/html;charset=UTF-8";

    private static final String STYLE = """
            body{font:10pt/1.4 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#000;margin:1cm auto;max-width:18cm;padding:0 .4cm}
            h1{font-size:16pt;margin:0}h2{font-size:12pt;margin:.8em 0 .2em;break-after:avoid}p{margin:.2em 0}
            table{border-collapse:collapse;width:100%}th,td{border:1px solid #888;padding:.15em .4em;text-align:left;vertical-align:top}
            td.points{text-align:right;white-space:nowrap;width:4em}ul{margin:.1em 0;padding-left:1.2em}.small{font-size:8.5pt;color:#444}
            @page{size:A4;margin:1.2cm}
            @media print{body{margin:0;max-width:none;padding:0;font-size:9pt;line-height:1.25}h2{font-size:11pt;margin-top:.5em}
            td{padding:.1em .4em}.small{font-size:8pt}tr,li{break-inside:avoid}}
            """;

    /** No script, no other file, and this style only. */
    public static final String SECURITY_POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** More would not fit on the page. */
    private static final int MOST_PROPOSALS = 8;

    public VillageSheet {
        advice = List.copyOf(advice);
    }

    public String html() {
        String title = name + text(" " + card.year() + " 年科普考核明白纸", ": how it stands in " + card.year());
        return """
                <!doctype html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <h1>%s</h1>
                %s%s%s%s%s</body>
                </html>
                """.formatted(
                        english ? "en" : "zh-CN",
                        escaped(title),
                        STYLE,
                        escaped(title),
                        summary(),
                        track(Track.P, text("党建考核", "Party building")),
                        track(Track.S, text("全民科学素质考核", "Science literacy")),
                        remaining(),
                        footer());
    }

    private String summary() {
        return paragraph(text(
                        "截至 " + card.reckoningDay() + "：综合 " + card.composite() + " 分（" + band().zh() + "），党建 "
                                + shown(card.party()) + " 分，全民科学素质 " + shown(card.science()) + " 分。",
                        "As of " + card.reckoningDay() + ": composite " + card.composite() + " (" + band().en()
                                + "), party building " + shown(card.party()) + ", science literacy "
                                + shown(card.science()) + "."))
                + beforeQuota();
    }

    private String beforeQuota() {
        return quota && card.band() == Band.EXCELLENT
                ? paragraph(text(
                        "“优秀”是按综合得分定的等次；优秀有名额，在全县排名中才计，名额已满的按良好计。",
                        "“Excellent” is the band of the composite alone; the county’s quota for excellent is applied in its ranking,"
                                + " where the band may be good."))
                : "";
    }

    private LocalizedText band() {
        Band band = card.band();
        return switch (band) {
            case EXCELLENT -> new LocalizedText("优秀", "excellent");
            case GOOD -> new LocalizedText("良好", "good");
            case PASS -> new LocalizedText("合格", "pass");
            case FAIL -> new LocalizedText("不合格", "fail");
        };
    }

    private String track(Track track, String heading) {
        return "<h2>" + escaped(heading) + "</h2>\n<table>\n"
                + card.indicators().stream()
                        .filter(indicator -> indicator.track() == track)
                        .map(this::row)
                        .collect(Collectors.joining())
                + card.adjustments().stream()
                        .filter(adjustment -> adjustment.track() == track)
                        .map(this::row)
                        .collect(Collectors.joining())
                + "</table>\n";
    }

    private String row(IndicatorResult indicator) {
        BigDecimal points = indicator.points();
        return "<tr><td>" + escaped(text(PlainSentence.of(indicator))) + notCounted(indicator)
                + "</td><td class=\"points\">" + (points == null ? "–" : shown(points)) + "</td></tr>\n";
    }

    private String row(Adjustment adjustment) {
        String sign = adjustment.kind() == Adjustment.Kind.BONUS ? "+" : "−";
        return "<tr><td>" + escaped(text(adjustment.reason())) + "</td><td class=\"points\">" + sign
                + shown(adjustment.points()) + "</td></tr>\n";
    }

    /** How many records were left out for which reason, and how many of those that count look like another. */
    private String notCounted(IndicatorResult indicator) {
        Map<NotCounted.Reason, Long> byReason = indicator.notCounted().stream()
                .collect(Collectors.groupingBy(NotCounted::reason, LinkedHashMap::new, Collectors.counting()));
        String reasons = byReason.entrySet().stream()
                .map(one -> text(
                        one.getValue() + " 条未计入：" + one.getKey().text().zh(),
                        one.getValue() + " not counted: " + one.getKey().text().en()))
                .collect(Collectors.joining(text("；", "; ")));
        long duplicates = indicator.counted().stream()
                .filter(event -> event.probableDuplicate() != null)
                .count();
        String doubles = duplicates == 0
                ? ""
                : text(duplicates + " 条疑似重复，请核对", duplicates + " probable duplicates, to be checked");
        String both = reasons + (reasons.isEmpty() || doubles.isEmpty() ? "" : text("；", "; ")) + doubles;
        return both.isEmpty() ? "" : "<div class=\"small\">" + escaped(both) + "</div>";
    }

    private String remaining() {
        String heading = "<h2>" + escaped(text("还能做什么", "What can still be done")) + "</h2>\n";
        if (advice.isEmpty()) {
            return heading + paragraph(text("目前没有可以马上加分的事项。", "Nothing brings points at once."));
        }
        return heading
                + advice.stream()
                        .limit(MOST_PROPOSALS)
                        .map(proposal -> "<li>" + escaped(text(proposal.sentence())) + "<div class=\"small\">"
                                + escaped(steps(proposal.steps())) + "</div></li>\n")
                        .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
    }

    private String steps(List<Step> steps) {
        return steps.stream().map(step -> text(step.text())).distinct().collect(Collectors.joining(text("；", "; ")));
    }

    private String footer() {
        return "<p class=\"small\">"
                + escaped(text(
                        "得分由系统按 " + card.scheme() + " 第 " + card.schemeVersion()
                                + " 版方案计算，每项依据可在系统中查看；“还能做什么”各项单独计算，不能相加。",
                        "Computed by " + card.scheme() + " version " + card.schemeVersion()
                                + "; what each point rests on can be seen in the system. Each thing that can still be done stands"
                                + " alone: the gains do not add up."))
                + "</p>\n";
    }

    private static String paragraph(String content) {
        return "<p>" + escaped(content) + "</p>\n";
    }

    private String text(LocalizedText text) {
        return text(text.zh(), text.en());
    }

    private String text(String zh, String en) {
        return english ? en : zh;
    }

    private static String shown(BigDecimal points) {
        return points.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
