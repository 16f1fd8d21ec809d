package kepu.assessment.review;

import java.math.BigDecimal;
import java.time.Year;
import java.util.List;
import java.util.stream.Stream;
import kepu.access.Allow;
import kepu.assessment.review.YearReview.Bands;
import kepu.assessment.review.YearReview.Origin;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.assessment.ScorecardEvent.Band;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reviews over HTTP: the whole one as JSON, and its years and indicators as tables, which come page by page. */
@RestController
@RequestMapping("/api/v1/assessment/reviews/{unitId}")
class ReviewController {
    private final Reviews reviews;

    ReviewController(Reviews reviews) {
        this.reviews = reviews;
    }

    /** @param years in their order, each exactly once */
    record ReviewView(
            String unitId,
            String name,
            Kind kind,
            int fromYear,
            int toYear,
            List<YearReview> years,
            List<SchemeChange> schemeChanges) {}

    /** A year in one row; {@code honours} is their number. */
    record YearRow(
            String unitId,
            int year,
            Origin origin,
            boolean imported,
            @Nullable String source,
            boolean importedBeside,
            @Nullable String scheme,
            @Nullable Integer schemeVersion,
            int villages,
            @Nullable BigDecimal party,
            @Nullable BigDecimal science,
            @Nullable BigDecimal composite,
            @Nullable Band band,
            Bands bands,
            int honours,
            @Nullable Integer orders,
            @Nullable Integer people,
            @Nullable BigDecimal hours) {
        static YearRow of(String unitId, YearReview year) {
            return new YearRow(
                    unitId,
                    year.year(),
                    year.origin(),
                    year.imported(),
                    year.source(),
                    year.importedBeside(),
                    year.scheme(),
                    year.schemeVersion(),
                    year.villages(),
                    year.party(),
                    year.science(),
                    year.composite(),
                    year.band(),
                    year.bands(),
                    year.honours().size(),
                    year.orders(),
                    year.people(),
                    year.hours());
        }
    }

    /** An indicator of a year in one row. */
    record IndicatorRow(
            String unitId,
            int year,
            boolean imported,
            @Nullable String scheme,
            @Nullable Integer schemeVersion,
            String code,
            LocalizedText name,
            @Nullable BigDecimal weight,
            @Nullable BigDecimal points,
            int villages) {
        static Stream<IndicatorRow> of(String unitId, YearReview year) {
            return year.indicators().stream()
                    .map(one -> new IndicatorRow(
                            unitId,
                            year.year(),
                            year.imported(),
                            year.scheme(),
                            year.schemeVersion(),
                            one.code(),
                            one.name(),
                            one.weight(),
                            one.points(),
                            one.villages()));
        }
    }

    @Allow(
            value = {Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.INSPECTOR, Role.COUNTY_ANALYST, Role.AUDITOR},
            unit = "unitId")
    @GetMapping
    ReviewView review(@PathVariable String unitId, @RequestParam Year fromYear, @RequestParam Year toYear) {
        return reviews.of(unitId, fromYear.getValue(), toYear.getValue());
    }

    @Allow(
            value = {Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.INSPECTOR, Role.COUNTY_ANALYST, Role.AUDITOR},
            unit = "unitId")
    @GetMapping("/years")
    ListAnswer<YearRow> years(
            @PathVariable String unitId,
            @RequestParam Year fromYear,
            @RequestParam Year toYear,
            @RequestParam(required = false) @Text(max = 500) @Nullable String cursor) {
        return reviews.table(
                "review-years",
                unitId,
                fromYear.getValue(),
                toYear.getValue(),
                cursor,
                year -> Stream.of(YearRow.of(unitId, year)));
    }

    @Allow(
            value = {Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.INSPECTOR, Role.COUNTY_ANALYST, Role.AUDITOR},
            unit = "unitId")
    @GetMapping("/indicators")
    ListAnswer<IndicatorRow> indicators(
            @PathVariable String unitId,
            @RequestParam Year fromYear,
            @RequestParam Year toYear,
            @RequestParam(required = false) @Text(max = 500) @Nullable String cursor) {
        return reviews.table(
                "review-indicators",
                unitId,
                fromYear.getValue(),
                toYear.getValue(),
                cursor,
                year -> IndicatorRow.of(unitId, year));
    }
}
