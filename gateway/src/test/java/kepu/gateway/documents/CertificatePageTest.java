package kepu.gateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import kepu.gateway.problem.Messages;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the page of a certificate says, and what it cannot be made to say. */
class CertificatePageTest {
    static final String VALID = """
            {"code": "7KQ2M8XTR4WB", "validity": "VALID", "name": "张*", "team": "青禾村流动党员科普服务队",
             "unitId": "990101201201", "from": "2025-04-01", "to": "2025-04-30", "minutes": 90, "hours": 1.50,
             "issuedAt": "2025-05-02T01:00:00Z", "issuedOn": "2025-05-02",
             "services": [{"day": "2025-04-01", "minutes": 90, "placeKind": "FIELD", "task": "指导修剪"}]}""";

    @Test
    void a_valid_certificate_states_for_whom_how_long_what_and_who_recorded_it() {
        var page = page("zh-CN", VALID);

        assertThat(page)
                .contains("<html lang=\"zh-CN\">", "<p class=\"valid\" role=\"status\">有效</p>")
                .contains("7KQ2M8XTR4WB", "张*", "青禾村流动党员科普服务队", "2025-04-01 – 2025-04-30", "1.5 小时（90 分钟）")
                .contains("<td>2025-04-01</td><td>90</td><td>田间地头</td><td>指导修剪</td>")
                .contains("https://kepu.example/certificates?code=7KQ2M8XTR4WB")
                .doesNotContain("撤销日期");
        assertThat(page("en", VALID)).contains(">Valid</p>", "1.5 hours (90 minutes)", "<td>Field</td>");
    }

    @Test
    void a_revoked_or_outdated_one_says_so_and_never_looks_valid() {
        var revoked = page(
                "zh-CN",
                VALID.replace("\"VALID\"", "\"REVOKED\"")
                        .replace("\"services\"", "\"revokedOn\": \"2025-06-01\", \"services\""));
        assertThat(revoked)
                .contains("<p class=\"invalid\" role=\"status\">已撤销", "<td>2025-06-01</td>")
                .doesNotContain("class=\"valid\"");
        assertThat(page("zh-CN", VALID.replace("\"VALID\"", "\"OUTDATED\"")))
                .contains("<p class=\"invalid\" role=\"status\">所依据的服务记录已有变更")
                .doesNotContain("class=\"valid\"");
    }

    @Test
    void whatever_a_text_holds_stays_text() {
        var page = page(
                "zh-CN",
                VALID.replace("指导修剪", "<script>alert('1')</script>")
                        .replace("青禾村", "\\\"><img src=x onerror=alert(1)>")
                        .replace("\"VALID\"", "\"<b>\"")
                        .replace("FIELD", "<i>")
                        .replace("7KQ2M8XTR4WB", "\\\" onmouseover=\\\"x"));

        assertThat(page)
                .doesNotContain("<script", "<img", "<b>", "<i>", "\" onmouseover", "style=")
                .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
    }

    private static String page(String language, String check) {
        return new CertificatePage(Messages.forLanguages(language), "https://kepu.example/certificates")
                .of(new JsonMapper().readTree(check));
    }
}
