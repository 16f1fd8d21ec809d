package kepu.assessment.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.advice.Advice;
import kepu.assessment.scoring.advice.Proposal;
import kepu.assessment.scoring.card.Scorecard;
import kepu.contracts.assessment.ScorecardEvent.Band;
import kepu.contracts.organization.TitleEvent;
import org.junit.jupiter.api.Test;

class VillageSheetTest {
    private final Village village = Village.old()
            .board("2026-01-20", "2026-04-10", "2026-06-30", "2026-09-20")
            .title("t", "2026-05-01", TitleEvent.Level.COUNTY, TitleEvent.Track.PARTY, "<i>deed</i>")
            .members(1, "2026-01-01")
            .link("l1", "m1", "2026-01-01")
            .visit("v1", "l1", "2026-10-05");

    private String page(String name, boolean english) {
        List<Proposal> advice = Advice.of(
                Village.SCHEME,
                "530102001001",
                2026,
                Village.ZONE,
                LocalDate.of(2026, 11, 10),
                LocalDate.of(2026, 11, 30),
                village.facts());
        return new VillageSheet(name, village.card("2026-11-10"), true, advice, english).html();
    }

    private String page(Band band, boolean quota, boolean english) {
        Scorecard is = village.card("2026-11-10");
        Scorecard card = new Scorecard(
                is.unitId(),
                is.scheme(),
                is.schemeVersion(),
                is.year(),
                is.asOf(),
                is.reckoningDay(),
                is.firstDay(),
                is.ownDays(),
                is.elapsedDays(),
                is.indicators(),
                is.adjustments(),
                is.party(),
                is.science(),
                is.composite(),
                band,
                is.veto(),
                is.overdueOrders());
        return new VillageSheet("石桥村", card, quota, List.of(), english).html();
    }

    @Test
    void excellent_is_said_to_be_before_the_quota_where_there_is_one() {
        assertThat(page(Band.EXCELLENT, true, false)).contains("优秀有名额，在全县排名中才计");
        assertThat(page(Band.EXCELLENT, true, true)).contains("quota for excellent is applied in its ranking");
        assertThat(page(Band.EXCELLENT, false, false)).contains("（优秀）").doesNotContain("名额");
        assertThat(page(Band.GOOD, true, false)).contains("（良好）").doesNotContain("名额");
    }

    @Test
    void it_says_the_points_why_and_what_can_still_be_done() {
        assertThat(page("石桥村", false))
                .contains("<html lang=\"zh-CN\">", "<h1>石桥村 2026 年科普考核明白纸</h1>", "截至 2026-11-10：综合 ")
                .contains("宣传栏：已更新 4 天，目标 6 天")
                .contains("1 条未计入：尚未核实，或更正后尚未重新核实")
                .contains("县级称号“示范村”加 2 分", "+2.00")
                .contains("2026-11-30 前", "不能相加");
        assertThat(page("Shiqiao", true))
                .contains("<html lang=\"en\">", "<h1>Shiqiao: how it stands in 2026</h1>", "What can still be done")
                .contains("bulletin board: 4 days with an update of 6");
    }

    @Test
    void whatever_somebody_wrote_is_text_and_nothing_comes_from_elsewhere() throws Exception {
        String page = page("<script>alert('x')</script>&", false);

        assertThat(page)
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;")
                .doesNotContain("<script", "src=", "href=", "http:", "https:", " style=");
        String style = page.substring(page.indexOf("<style>") + "<style>".length(), page.indexOf("</style>"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        assertThat(VillageSheet.SECURITY_POLICY)
                .contains("default-src 'none'", "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    }
}
