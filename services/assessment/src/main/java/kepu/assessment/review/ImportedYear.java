package kepu.assessment.review;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import kepu.contracts.assessment.HistoryEvent.YearImportCorrected;
import kepu.contracts.assessment.HistoryEvent.YearImportWithdrawn;
import kepu.contracts.assessment.HistoryEvent.YearImported;
import kepu.contracts.assessment.ScorecardEvent.Band;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.set.InVersionedSets;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** The result of a unit's year before the installation (历史年度), as its source says; no card of this system. */
@Document("imported-years")
@InVersionedSets
@Listed(by = "year=content.year", text = "source=content.source")
class ImportedYear extends AmendableRecord<ImportedYear.Content> {
    /**
     * What the source says; null: it says nothing of it. Scores are decimal numbers.
     *
     * @param schemeTitle the rules of that year
     * @param honours titles and commendations of that year
     * @param orders how many rectification orders the unit got
     * @param people members of its teams at the year's end
     * @param hours of service in that year
     */
    record Content(
            int year,
            String source,
            @Nullable String schemeTitle,
            @Nullable String party,
            @Nullable String science,
            @Nullable String composite,
            @Nullable Band band,
            List<Indicator> indicators,
            Set<String> honours,
            @Nullable Integer orders,
            @Nullable Integer people,
            @Nullable Integer hours) {
        Content {
            indicators = List.copyOf(indicators);
            honours = new TreeSet<>(honours);
        }

        private boolean saysNothing() {
            return Stream.of(party, science, composite, band, orders, people, hours)
                            .allMatch(one -> one == null)
                    && indicators.isEmpty()
                    && honours.isEmpty();
        }
    }

    /** A line of that year's result. */
    record Indicator(
            String code,
            String title,
            @Nullable String weight,
            @Nullable String points) {}

    ImportedYear(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    @Override
    protected void requireAllowed(Content is, Instant at) {
        if (is.saysNothing()) {
            throw ReviewRejection.nothingImported();
        }
        Set<String> codes = new HashSet<>();
        for (Indicator indicator : is.indicators()) {
            if (!codes.add(indicator.code())) {
                throw ReviewRejection.indicatorTwice(indicator.code());
            }
        }
    }

    /** A year is imported once, so that there is nothing to compare. */
    @Override
    protected @Nullable Object likeness(Content is) {
        return null;
    }

    @Override
    protected YearImported recorded(Content is) {
        return new YearImported(
                id(),
                is.year(),
                is.source(),
                is.schemeTitle(),
                number(is.party()),
                number(is.science()),
                number(is.composite()),
                is.band(),
                is.honours(),
                is.orders(),
                is.people(),
                is.hours());
    }

    @Override
    protected YearImportCorrected corrected(Content is, Content was, Instant before) {
        return new YearImportCorrected(
                id(),
                is.year(),
                is.source(),
                is.schemeTitle(),
                number(is.party()),
                number(is.science()),
                number(is.composite()),
                is.band(),
                is.honours(),
                is.orders(),
                is.people(),
                is.hours(),
                before);
    }

    @Override
    protected YearImportWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new YearImportWithdrawn(id(), was.year(), reason, before);
    }

    static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
